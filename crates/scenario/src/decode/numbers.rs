//! Counts, durations, and the parameters that may stand in their place.

use meanwhile_sim::limits::TIME_US_MAX;

use crate::duration::parse_duration;
use crate::error::{ErrorKind, Fault, at_most};
use crate::json::{Fields, Node};
use crate::limits::{PARAMETER_MAX, PARAMETERS_MAX, TEXT_BYTES_MAX};
use crate::parameter::{Amount, Parameter, Source, Unit, is_name, unknown};

const PARAMETER: &[&str] = &["name", "label", "min", "max", "step", "default"];

/// The parameters of a file, and what they have been found to stand for so far.
pub(super) struct Numbers {
    parameters: Vec<Parameter>,
    /// The offset of each, and whether it has been used.
    declared: Vec<(usize, bool)>,
}

impl Numbers {
    pub(super) fn of(file: &Fields<'_>) -> Result<Numbers, Fault> {
        let mut numbers = Numbers { parameters: Vec::new(), declared: Vec::new() };
        let Some(list) = file.get("parameters") else { return Ok(numbers) };
        for node in list.list("parameters", PARAMETERS_MAX)? {
            let fields = node.fields(PARAMETER)?;
            let parameter = parameter(&fields)?;
            if numbers.parameters.iter().any(|earlier| earlier.name == parameter.name) {
                return Err(fields.need("name")?.fault(ErrorKind::Duplicate(parameter.name)));
            }
            numbers.parameters.push(parameter);
            numbers.declared.push((node.at, false));
        }
        Ok(numbers)
    }

    /// All parameters, once the whole file has been read.
    pub(super) fn parameters(self) -> Result<Vec<Parameter>, Fault> {
        for (parameter, (at, used)) in self.parameters.iter().zip(&self.declared) {
            if !used {
                return Err(Fault::at(*at, ErrorKind::UnusedParameter(parameter.name.clone())));
            }
        }
        Ok(self.parameters)
    }

    /// A count: a whole number or a parameter.
    pub(super) fn count(&mut self, node: Node<'_>) -> Result<Amount, Fault> {
        self.amount(node, Unit::Count)
    }

    /// A duration or an instant: a text with a unit, a whole number of milliseconds, or a parameter.
    pub(super) fn time(&mut self, node: Node<'_>) -> Result<Amount, Fault> {
        self.amount(node, Unit::Milliseconds)
    }

    fn amount(&mut self, node: Node<'_>, unit: Unit) -> Result<Amount, Fault> {
        if node.is_object() {
            return self.parameter_of(node, unit);
        }
        let value = match unit {
            Unit::Milliseconds if node.is_string() => {
                let text = node.string(unit.expected())?;
                parse_duration(&text).map_err(|error| node.fault(ErrorKind::Duration(error)))?
            }
            Unit::Milliseconds => {
                let value_ms: u64 = node.number(unit.expected())?;
                at_most(node.at, "a time in ms", value_ms, TIME_US_MAX / 1_000)?;
                value_ms * 1_000
            }
            Unit::Count => node.number(unit.expected())?,
        };
        Ok(Amount::fixed(node.at, value))
    }

    fn parameter_of(&mut self, node: Node<'_>, unit: Unit) -> Result<Amount, Fault> {
        let fields = node.fields(&["param", "times"])?;
        let name_node = fields.need("param")?;
        let name = name_node.string("the name of a parameter")?;
        let Some(index) = self.parameters.iter().position(|parameter| parameter.name == name) else {
            return Err(name_node.fault(unknown(&self.parameters, &name)));
        };
        let times = fields.get("times").map_or(Ok([1, 1]), fraction)?;
        let (parameter, (_, used)) = (&mut self.parameters[index], &mut self.declared[index]);
        if *used && parameter.unit != unit {
            return Err(name_node.fault(ErrorKind::TwoUnits(name)));
        }
        (parameter.unit, *used) = (unit, true);
        Ok(Amount { at: node.at, source: Source::Parameter { index, times } })
    }
}

/// `[1, 2]`: a half.
fn fraction(node: Node<'_>) -> Result<[u32; 2], Fault> {
    const EXPECTED: &str = "a fraction such as [1, 2], of two whole numbers, the second not 0";
    let parts = node.list("the numbers of a fraction", 2)?;
    let [times, by] = parts[..] else { return Err(node.expected(EXPECTED)) };
    match [times.number(EXPECTED)?, by.number(EXPECTED)?] {
        [_, 0] => Err(by.expected(EXPECTED)),
        fraction => Ok(fraction),
    }
}

fn parameter(fields: &Fields<'_>) -> Result<Parameter, Fault> {
    let name_node = fields.need("name")?;
    let name = name_node.short("the bytes of a parameter's name", TEXT_BYTES_MAX)?;
    if !is_name(&name) {
        return Err(name_node.expected("a name of lower-case letters, digits and _, beginning with a letter"));
    }
    let number = |field: &'static str| -> Result<u64, Fault> {
        let node = fields.need(field)?;
        let value = node.number("a whole number, 0 or more")?;
        at_most(node.at, "a parameter's value", value, PARAMETER_MAX)?;
        Ok(value)
    };
    let label = fields.get("label").map(|node| node.short("the bytes of a label", TEXT_BYTES_MAX));
    let parameter = Parameter {
        label: label.transpose()?.unwrap_or_else(|| name.clone()),
        name,
        min: number("min")?,
        max: number("max")?,
        step: if fields.get("step").is_some() { number("step")? } else { 1 },
        default: number("default")?,
        // Until the parameter is found somewhere.
        unit: Unit::Count,
    };
    if parameter.step == 0 {
        return Err(fields.need("step")?.expected("a step of at least 1"));
    }
    if parameter.max < parameter.min {
        return Err(fields.need("max")?.expected("a greatest value that is not below the least"));
    }
    let default = fields.need("default")?;
    parameter.check(parameter.default).map_err(|kind| default.fault(kind))?;
    Ok(parameter)
}
