//! Random strings, plain and hostile, and changes that break strings.

use crate::support::random::Random;

const WORDS: [&str; 24] = [
    "a",
    "web",
    "jazz-v1",
    "my_mesh",
    "metal.prod.svc.local",
    "key",
    "value",
    "10",
    "007",
    "1_0",
    "true",
    "False",
    "null",
    "yes",
    "no",
    "~",
    "2019-01-01",
    "1e3",
    "0x1F",
    "-1",
    "name",
    "port",
    "virtualNode",
    "http",
];

const PIECES: [&str; 56] = [
    " ", "  ", ",", "=", "@=", "\\", "\\,", "\"", "'", "[", "]", "{", "}", ":", ": ", " #", "#",
    "/", "%", "%2F", "+", "&", "?", "*", "!", "|", ">", "-", "--", "...", "\t", "\n", "\r", "\r\n",
    "\u{1}", "\u{7f}", "\u{85}", "\u{a0}", "é", "ß", "日本", "☃", "😀", "e\u{301}", "\u{2028}",
    "\u{feff}", "\u{200b}", "$HOME", "~/", "file://", "fileb://", "http://", "${", "`", "İ", "ǆ",
];

/// Returns a plain word.
pub(super) fn word(draw: &mut Random) -> String {
    draw.of(&WORDS).to_owned()
}

/// Returns any string without NUL, which arguments cannot contain.
pub(super) fn text(draw: &mut Random) -> String {
    match draw.below(100) {
        0..70 => word(draw),
        70..97 => (0..=draw.below(5)).map(|_| piece(draw)).collect(),
        97..99 => (0..=draw.below(40)).map(|_| word(draw) + " ").collect(),
        _ => piece(draw).repeat(300 + draw.below(2000)),
    }
}

fn piece(draw: &mut Random) -> String {
    if draw.chance(50) { word(draw) } else { draw.of(&PIECES).to_owned() }
}

/// Changes `text` somewhere, which usually makes it invalid.
pub(super) fn mangled(draw: &mut Random, text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=draw.below(2) {
        let at = draw.below(chars.len() + 1);
        match draw.below(4) {
            0 if at < chars.len() => drop(chars.remove(at)),
            1 => chars.truncate(at),
            2 => drop(chars.splice(at..at, piece(draw).chars())),
            _ if at < chars.len() => drop(chars.splice(at..=at, piece(draw).chars())),
            _ => {}
        }
    }
    chars.into_iter().collect()
}
