//! The moments at which something changes: where “next event” and “previous event” lead.

use meanwhile_sim::{Micros, Trace};

/// All moments at which a span begins or ends, each once, in order.
pub fn of(trace: &Trace) -> Vec<Micros> {
    let mut moments: Vec<Micros> = trace.spans.iter().flat_map(|span| [span.from_us, span.to_us]).collect();
    moments.push(0);
    moments.sort_unstable();
    moments.dedup();
    moments
}

/// The first moment after `now_us`; `now_us` itself where there is none.
pub fn next(moments: &[Micros], now_us: Micros) -> Micros {
    let index = moments.partition_point(|&moment| moment <= now_us);
    moments.get(index).copied().unwrap_or(now_us)
}

/// The last moment before `now_us`; `now_us` itself where there is none.
pub fn previous(moments: &[Micros], now_us: Micros) -> Micros {
    let index = moments.partition_point(|&moment| moment < now_us);
    index.checked_sub(1).map_or(now_us, |index| moments[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_leads_to_the_nearest_other_moment_and_stops_at_the_ends() {
        let check = |now_us, expected: (Micros, Micros)| {
            let moments = [0, 10, 20];
            assert_eq!((previous(&moments, now_us), next(&moments, now_us)), expected, "from {now_us}");
        };
        check(0, (0, 10));
        check(5, (0, 10));
        check(10, (0, 20));
        check(20, (10, 20));
        check(25, (20, 25));
    }
}
