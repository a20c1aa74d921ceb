//! Names for functions and for what is shared. They come from a scenario, which may be anybody's, so nothing of it but
//! plain letters, digits and underscores gets into a program.

/// No longer than this.
const LENGTH_MAX: usize = 24;

/// What a name may not be: words of the four languages, and what the templates call their own things.
const TAKEN: &str = "\
    abstract and arguments as assert async await become bool box break byte case catch chan class const \
    continue crate debugger def default defer del delete do dyn elif else enum error eval except export \
    extends extern fallthrough false final finally float fn for from func function gen global go goto if \
    impl implements import in instanceof int interface is lambda len let list loop macro make map match mod \
    move mut new nil none nonlocal not null or override package pass priv private protected pub public raise \
    range ref return select self static string struct super switch this throw trait true try type typeof \
    undefined union unsafe unsized use using var virtual void where while with yield array atomics asyncio \
    barrier buffer bytes console duration fmt hashlib hasher instant lock math mutex pool print promise \
    queue rayon runtime semaphore sha256 std sync thread threading time tokio worker vec acquire arrives at \
    best block blocks blocks_per_ms blocks_per_s channel compute cores create_hash done emit end ended \
    hash_block i init is_main_thread main measure minute ms never next once parent_port phase probe receive \
    receiver release run scope second send sender share shared sleep slot start task tasks until url us \
    work worker_data workers yield_now yields";

/// Names that have been given.
#[derive(Default)]
pub(crate) struct Names(Vec<String>);

impl Names {
    /// A name in small letters and underscores that nothing else has, made from `wanted`, else from `instead`.
    pub(crate) fn give(&mut self, wanted: &str, instead: &str) -> String {
        let mut name = plain(wanted);
        if name.is_empty() {
            name = instead.to_owned();
        }
        if TAKEN.split_whitespace().any(|taken| taken == name) {
            name = ["the_", &name].concat();
        }
        let base = name.clone();
        let mut number = 2;
        // In some languages underscores become humps.
        let letters = |name: &str| name.replace('_', "");
        while self.0.iter().any(|given| letters(given) == letters(&name)) {
            name = format!("{base}_{number}");
            number += 1;
        }
        self.0.push(name.clone());
        name
    }
}

/// What names have in common at their beginning, without a number at its end.
pub(crate) fn common<'a>(names: impl IntoIterator<Item = &'a str>) -> &'a str {
    let shared = |common: &'a str, name: &str| {
        let same = common.char_indices().zip(name.chars()).find(|((_, one), other)| one != other);
        let length = same.map_or(common.len().min(name.len()), |((at, _), _)| at);
        common.get(..length).unwrap_or(common)
    };
    let common = names.into_iter().reduce(|common, name| shared(common, name)).unwrap_or_default();
    common.trim_end_matches(|end: char| end.is_ascii() && !end.is_ascii_alphabetic())
}

/// `get_profile` as `getProfile`.
pub(crate) fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut all, word| {
        let mut letters = word.chars();
        all.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        all.push_str(letters.as_str());
        all
    })
}

fn plain(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            plain.push(letter.to_ascii_lowercase());
        } else if !plain.ends_with('_') {
            plain.push('_');
        }
    }
    let mut plain = plain.trim_start_matches(|start: char| !start.is_ascii_alphabetic()).to_owned();
    plain.truncate(LENGTH_MAX);
    plain.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_plain_and_nobody_elses() {
        let check = |wanted: &[&str], expected: &[&str]| {
            let mut names = Names::default();
            let given: Vec<_> = wanted.iter().map(|wanted| names.give(wanted, "job_of_mine")).collect();
            assert_eq!(given, expected, "{wanted:?}");
        };
        check(&["Feed", "mail"], &["feed", "mail"]);
        check(&["A", "a", "A"], &["a", "a_2", "a_3"]);
        check(&["get profile", "é", "1"], &["get_profile", "job_of_mine", "job_of_mine_2"]);
        check(&["import", "compute"], &["the_import", "the_compute"]);
        check(&["x\"); os.system(\"rm"], &["x_os_system_rm"]);
        check(&["a_very_long_name_that_goes_on"], &["a_very_long_name_that_go"]);
    }

    #[test]
    fn numbered_names_have_one_in_common() {
        let check =
            |names: &[&str], expected| assert_eq!(common(names.iter().copied()), expected, "{names:?}");
        check(&["call 1", "call 2", "call 3"], "call");
        check(&["part"], "part");
        check(&["1", "2"], "");
        check(&["größe 1", "größe 2"], "größe");
        check(&["abc", "xyz"], "");
    }

    #[test]
    fn camels_have_humps() {
        assert_eq!(["a", "get_profile", "a_2"].map(camel), ["a", "getProfile", "a2"]);
    }
}
