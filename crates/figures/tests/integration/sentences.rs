//! What the figures say, and what they say about bets.

use meanwhile_figures::html;
use meanwhile_picture::timeline::View;

use crate::prose_tells_the_truth::shown_at;

#[test]
fn a_result_tells_what_came_out() {
    let check = |settings: &str, expected: &str| {
        let said = html::summary(&shown_at(settings)).replace('\u{a0}', " ");
        assert_eq!(said, expected, "{settings}");
    };
    check(
        "tabs",
        "Both pages are read after 12 s. One tab at a time takes 17 s: what tabs save is the time in which you would only \
         look on. A second person with a second device would not help: the longest page alone takes 12 s.",
    );
    check(
        "tabs io=0",
        "Both pages are read after 8 s. Without any loading, tabs change nothing: concurrency gains only what waiting \
         offers. A second person with a second device would help: then it ends at 6 s.",
    );
    check(
        "workers workers=3 cores=4",
        "Three workers and four cores: done after 30 s. One worker more would make it 20 s; one core more would change nothing, \
         because no worker is there for it.",
    );
    check(
        "deadlock",
        "Nothing more happens after 1 s. P holds a and waits for b. Q holds b and waits for a. Each waits for the other, and \
         neither will ever let go: a deadlock.",
    );
    check(
        "phone people=2",
        "The last call is noted down after 21 min. Together the callers stand in line for 3 min. One phone more would make \
         it 18 min; one person more would only make the line longer.",
    );
    check(
        "turns",
        "The last one ends at 15 s. The core switches 4 times, for free. C is done at 9 s; without turns it would be at 15 s.",
    );
    check(
        "turns quantum=500 switch=500",
        "The last one ends at 29.5 s. The core switches 29 times, which costs 14.5 s in which it executes nothing. C is done at \
         17.5 s; without turns it would be at 16 s.",
    );
    check(
        "ten-twenty",
        "Two cores are done after 20 s, not after half of 30 s: B runs on alone, and nobody divides it. Divided among both cores, \
         the same work takes 15 s. On one core, turns end nothing sooner; they only delay A from 10 s to 19 s.",
    );
    check(
        "ten-twenty a=20000 quantum=20000",
        "Two cores are done after 20 s, half of 40 s, because both tasks are equally long. On one core, turns no shorter than A \
         change nothing.",
    );
    check(
        "ten-twenty a=20000 b=10000",
        "Two cores are done after 20 s, not after half of 30 s: A runs on alone, and nobody divides it. Divided among both cores, \
         the same work takes 15 s. On one core, turns let B out at 20 s instead of 30 s, and delay A from 20 s to 30 s.",
    );
    check(
        "five cores=4",
        "Four cores need 120 min. Together the cores are idle for 180 min. In turns they are idle for less, and it takes 75 min; \
         but then no task is done in the first 70 min.",
    );
    check(
        "workers workers=1",
        "One worker and one core: done after 80 s. Neither one worker more nor one core more would change that; both would make \
         it 40 s.",
    );
    check(
        "code work=1 workers=2 cores=2",
        "The simulator says 20 s: concurrent and parallel. A program has its own clock, so that you need not wait for so \
         long; it prints what it measured beside what was predicted.",
    );
    check(
        "meanings",
        "Done after 60 min, and concurrent: several tasks in progress, never more than one executing. Whether it is \
         parallel depends on whether the player counts. How long it takes does not.",
    );
    check(
        "kitchen",
        "One chef needs 32 min looking on while the oven works, 28 min taking the dishes in order, and 22 min with the \
         oven on first. Three chefs need 22 min. It is a tie, because nobody can hurry the roast.",
    );
    check(
        "office",
        "One secretary misses 9 of 12 calls, has 2 of 4 appointments late, and lets a caller wait up to 3.7 min. Two with \
         fixed roles: 3 missed, 0 late, up to 2.6 min. Two who share: 1 missed, 0 late, up to 2.7 min. Whoever is free takes \
         what is there, so that nobody rings while somebody is idle.",
    );
    check(
        "office walking=300",
        "One secretary misses 10 of 12 calls, has 2 of 4 appointments late, and lets a caller wait up to 2.5 min. Two with \
         fixed roles: 3 missed, 0 late, up to 2.6 min. Two who share: 3 missed, 3 late, up to 3.2 min. Sharing costs more \
         here than it brings: they are on their way when they are wanted.",
    );
    check(
        "office walking=0",
        "One secretary misses 9 of 12 calls, has 1 of 4 appointments late, and lets a caller wait up to 2.7 min. Two with \
         fixed roles: 3 missed, 0 late, up to 2.6 min. Two who share: 0 missed, 0 late, up to 3.4 min. Whoever is free takes \
         what is there, so that nobody rings while somebody is idle.",
    );
    check(
        "counter",
        "Two cashier-cooks need 24 min; the same two with turn numbers need 10 min. It takes six cashier-cooks to be as fast.",
    );
    check(
        "counter grill=0 hand=360",
        "Two cashier-cooks need 24 min; the same two with turn numbers need 24 min. A number gains nothing here: nobody has to \
         stand and wait.",
    );
    check(
        "house",
        "Alone it takes 100 min, with airpods 60 min. With a friend and one phone in turn it takes 110 min, longer than \
         alone: the help is worth less than the queue for the phone costs. With one phone together it would take 70 min.",
    );
    check(
        "kitchen oven=300",
        "One chef needs 17 min looking on while the oven works, 13 min taking the dishes in order, and 12 min with the \
         oven on first. Three chefs need 7 min. Now the three are 5 min faster, because hands are what is short, not time \
         in the oven.",
    );
}

#[test]
fn a_result_is_told_in_german() {
    let german = meanwhile_words::languages::all().iter().find(|language| language.code() == "de").unwrap();
    german.speak();
    let check = |settings: &str, expected: &str| {
        let said = html::summary(&shown_at(settings)).replace('\u{a0}', " ");
        assert_eq!(said, expected, "{settings}");
    };
    check(
        "five cores=1",
        "Ein Kern braucht 300 min. Kein Kern ist je untätig, also ist mit Zeitscheiben nichts zu gewinnen: 300 min.",
    );
    check(
        "turns quantum=500 switch=500",
        "Der letzte endet nach 29,5 s. Der Kern wechselt 29-mal; das kostet 14,5 s, in denen er nichts ausführt. C ist nach 17,5 s \
         fertig; ohne Abwechseln wäre es nach 16 s so weit.",
    );
    check(
        "workers workers=1 cores=2",
        "Ein Worker und zwei Kerne: fertig nach 80 s. Mit einem Worker mehr wären es 40 s; ein Kern mehr würde nichts ändern, weil für ihn kein Worker da ist.",
    );
    check(
        "split",
        "8 Kerne sind nach 8,5 s fertig: 4,7-mal so schnell wie einer. Amdahls Formel sagt 4,7. Mit noch so vielen Kernen wird es nie \
         mehr als 10-mal so schnell, weil der unteilbare Teil bleibt.",
    );
    check(
        "tabs tabs=3 people=2",
        "Alle drei Seiten sind nach 13 s gelesen. Allein brauchst du 17 s, das sind 4 s mehr. Mit einer Person \
         mehr ginge es schneller: Dann ist nach 12 s Schluss.",
    );
    meanwhile_words::languages::all()[0].speak();
}

#[test]
fn a_bet_is_answered_by_what_was_overlooked() {
    let check = |id: &str, guess: u32, expected: &str| {
        let shown = shown_at(id);
        let bet = shown.figure.bet().unwrap();
        let said = bet.why(&shown, guess).replace('\u{a0}', " ");
        assert!(said.starts_with(expected), "{id} {guess}: {said}");
    };
    check("tabs", 12_000, "While one page loads");
    check("tabs", 17_000, "That is one tab at a time");
    check("tabs", 8_000, "That is your own reading");
    check("tabs", 20_000, "Nothing needs that long");
    check("tabs", 2_000, "The feed alone takes longer");
    check("tabs io=10000", 16_000, "While one page loads");
    check("tabs io=2000", 4_000, "Each page needs somebody");
    check("tabs people=2", 12_000, "Each page needs somebody");
    check("tabs tabs=3 io=0", 1_000, "Each page needs somebody");
    check("turns quantum=6000", 15_000, "C needs the core for 3 s, and before each");
    check("workers io=9000", 17_000, "A task needs a worker");
    check("workers cores=2", 80_000, "A task needs a worker");
    check("tabs io=0", 8_000, "Nothing loads, so there is nothing");
    check("tabs io=0", 12_000, "Nothing loads, so nothing is left");
    check("tabs io=0", 6_000, "You read one page at a time");
    check("five cores=1 quantum=300", 18_000, "Each round takes an hour");
    check("five cores=1 quantum=300", 21_000, "It takes fewer rounds");
    check("five cores=1 quantum=300", 9_000, "There are five hours of work, each core");
    check("turns", 9_000, "C has its turn");
    check("turns", 15_000, "That is where it is written");
    check("turns", 3_000, "That is C alone");
    check("turns", 6_000, "C needs the core for 3 s");
    check("turns", 20_000, "C does not wait");
    check("modes", 1, "All of them are in progress");
    check("modes", 2, "More than one is in progress. But");
    check("modes", 0, "At every instant");
    check("modes", 4, "However many tasks");
    check("requests", 53, "The answers travel");
    check("requests", 52, "The orders are asked for second");
    check("requests", 106, "That is one after the other");
    check("requests", 33, "Waiting side by side");
    check("ten-twenty", 20_000, "The longer task decides");
    check("ten-twenty", 15_000, "That shares the work evenly");
    check("ten-twenty", 30_000, "That is one core");
    check("ten-twenty", 10_000, "Then the shorter one is done");
    check("ten-twenty", 40_000, "They compute at the same time");
    check("five", 10_800, "Two rounds of two");
    check("five", 9_000, "That divides five hours");
    check("five", 7_200, "Two rounds end four");
    check("five", 18_000, "That is one core");
    check("clicks", 970, "The first click comes just after");
    check("clicks", 50, "They come every 50 ms");
    check("clicks", 1_000, "Nearly.");
    check("clicks", 500, "That is about the click in the middle");
    check("first-result", 7_000, "A sixth of the data, then");
    check("first-result", 42_000, "That is all of it");
    check("first-result", 5_000, "Then the first part of the data is there");
    check("first-result", 2_000, "The statistics over a part");
    check("first-result", 32_000, "Nobody has to wait");
    check("phone", 1_260_000, "All of them think at once");
    check("phone", 360_000, "That is one call alone");
    check("phone", 2_160_000, "That is one person");
    check("phone", 1_080_000, "That is the phone alone");
    check("split", 8_500, "A tenth is done alone");
    check("split", 5_000, "That shares all of it");
    check("split", 40_000, "That is one core");
    check("graham", 15_000, "The fourth core takes a task early that");
    check("graham", 12_000, "Would that it were");
    check("graham", 9_000, "That shares the work evenly");
    check("workers", 80_000, "Eight workers take");
    check("workers", 10_000, "Eight workers can carry");
    check("workers", 90_000, "There are eighty seconds");
    check("office", 9, "During an appointment");
    check("office", 5, "That is what does not fit");
    check("office", 0, "There is time for most");
    check("office", 12, "Between two appointments");
    check("office", 3, "Most of them ring");
    check("counter", 600, "All six are on the grill");
    check("counter", 1_440, "That is how long cashier-cooks");
    check("counter", 360, "That is the work of hands");
    check("counter", 1_800, "The burgers are on the grill");
    check("counter", 60, "A burger needs 8 min");
    check("house", 6_600, "Half of the cleaning each");
    check("house", 3_000, "The cleaning is halved");
    check("house", 4_200, "That is a phone each");
    check("house", 6_000, "That is you alone");
    check("house", 9_000, "The cleaning is done by two");
    check("house", 600, "After the cleaning");
    check("kitchen", 1_320, "Everything else is done");
    check("kitchen", 1_920, "That is a chef who looks on");
    check("kitchen", 1_680, "That is the order on the slip");
    check("kitchen", 720, "That is all the work of hands");
    check("kitchen", 2_400, "The chef has hands free");
    check("kitchen", 120, "The roast alone takes longer");
}

#[test]
fn every_place_on_a_timeline_can_be_asked_about() {
    let check = |settings: &str, lane: usize, at_us: u64, expected: &str| {
        let shown = shown_at(settings);
        let timeline = shown.timeline(860.0, View::whole(shown.axis_us()), &[], true);
        let said = html::tip(&shown, &timeline.lanes[lane], at_us).replace('\u{a0}', " ");
        assert_eq!(said, expected, "{settings}");
    };
    check("tabs", 0, 3_000_000, "Feed: loads for 6 s, 1 to 7 s. It needs nobody meanwhile.");
    check("tabs", 1, 500_000, "Mail: could go on, but nobody has time for 1 s, 0 to 1 s.");
    check("tabs", 1, 7_000_000, "Mail: done since 6 s.");
    check("ten-twenty", 2, 15_000_000, "Core 1 is idle for 10 s, 10 to 20 s: nothing is ready for it.");
    check("ten-twenty", 3, 15_000_000, "Core 2 computes B for 20 s, 0 to 20 s.");
    check("office", 0, 9_600_000_000 / 16, "Person 1 walks over to visit 1 for 1 min, 9.36 to 10.36 min.");
    check("workers", 7, 20_000_000, "8: ready, but no core is free, 70 s, 0 to 70 s.");
}
