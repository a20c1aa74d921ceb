//! How the scenario's clock and the real one go together.

use meanwhile_sim::Micros;

/// So many microseconds of the scenario's clock are so many real ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// At least 1.
    pub model_us: Micros,
    /// At least 1.
    pub real_us: Micros,
}

impl Scale {
    /// In real time, of which a plan can say as much as an hour. Rounded up, so that nothing vanishes, and nothing comes
    /// out earlier when it is put on the scenario's clock again.
    pub fn to_real(self, model_us: Micros) -> Micros {
        ratio(model_us, self.real_us, self.model_us).min(Micros::from(u32::MAX - 1))
    }

    /// On the scenario's clock.
    pub fn to_model(self, real_us: Micros) -> Micros {
        let model_us = u128::from(real_us) * u128::from(self.model_us) / u128::from(self.real_us.max(1));
        Micros::try_from(model_us).unwrap_or(Micros::MAX)
    }
}

/// `us · to / from`, rounded up.
pub(super) fn ratio(us: Micros, to: Micros, from: Micros) -> Micros {
    let ratio = (u128::from(us) * u128::from(to)).div_ceil(u128::from(from.max(1)));
    Micros::try_from(ratio).unwrap_or(Micros::MAX)
}
