use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::*;

/// Three pages of a list: a and b, c and d, e.
fn page(input: &Map<String, Value>) -> Map<String, Value> {
    let page = match input.get(TOKEN).and_then(Value::as_str) {
        None => json!({"meshes": ["a", "b"], "nextToken": "t1"}),
        Some("t1") => json!({"meshes": ["c", "d"], "nextToken": "t2"}),
        _ => json!({"meshes": ["e"]}),
    };
    page.as_object().cloned().unwrap()
}

/// Walks over the list; returns the targets of the requests and the merged result.
fn walk(paging: &Paging) -> (Vec<String>, Value) {
    let mut pages = Pages::new("meshes", paging, &Map::new()).unwrap();
    let (mut requests, mut answers) = (Vec::new(), Vec::new());
    while let Some(input) = pages.request().cloned() {
        requests.push(Value::Object(input.clone()).to_string());
        let page = page(&input);
        let ahead = pages.ahead(page.get(TOKEN).and_then(Value::as_str).map(str::to_owned));
        answers.push(pages.take(page).unwrap());
        if paging.max_items.is_none() {
            assert_eq!(ahead.as_ref(), pages.request(), "what is asked ahead");
        } else {
            assert_eq!(ahead, None, "how many items there are is not known ahead");
        }
    }
    (requests, pages.merge(answers).into())
}

fn encoded(token: &str) -> String {
    BASE64.encode(token)
}

/// What the options are, which requests are made, what is printed.
type Case = (Paging, &'static str, Value);

fn check(cases: Vec<(&str, Case)>) {
    for (case, (paging, requests, merged)) in cases {
        let requests = requests.split(' ').map(str::to_owned).collect();
        assert_eq!(walk(&paging), (requests, merged), "case: {case}");
    }
}

const ALL: &str = r#"{} {"nextToken":"t1"} {"nextToken":"t2"}"#;

#[test]
fn pages_are_followed_to_the_end() {
    let all = || json!({"meshes": ["a", "b", "c", "d", "e"]});
    let by_two = r#"{"limit":2} {"limit":2,"nextToken":"t1"} {"limit":2,"nextToken":"t2"}"#;
    check(vec![
        ("no options", (Paging::default(), ALL, all())),
        ("page size", (Paging { page_size: Some(2), ..Paging::default() }, by_two, all())),
        ("as many as there are", (most(5), ALL, all())),
    ]);
}

#[test]
fn a_result_is_cut_as_botocore_cuts_it() {
    // The tokens that the AWS CLI printed: `docs/behaviour/aws-cli.md#pagination`.
    let cut = |items: Value, token: &str| json!({"meshes": items, "NextToken": token});
    let in_page = "eyJuZXh0VG9rZW4iOiAidDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==";
    let between = "eyJuZXh0VG9rZW4iOiAidDEifQ==";
    let at_once = "eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAwfQ==";
    let before_end = &encoded(r#"{"nextToken": null, "boto_truncate_amount": -1}"#);
    let two = r#"{} {"nextToken":"t1"}"#;
    check(vec![
        ("in a page", (most(3), two, cut(json!(["a", "b", "c"]), in_page))),
        ("between pages", (most(2), "{}", cut(json!(["a", "b"]), between))),
        ("at once", (most(0), "{}", cut(json!([]), at_once))),
        ("before the end", (most(-1), "{}", cut(json!(["a"]), before_end))),
    ]);
}

#[test]
fn a_walk_goes_on_where_the_token_says() {
    let second = encoded(r#"{"nextToken": null, "boto_truncate_amount": 1}"#);
    let from = |token: &str, max_items| Paging {
        starting_token: Some(token.to_owned()),
        max_items,
        ..Paging::default()
    };
    let cut = json!({"meshes": ["b"], "NextToken": encoded(r#"{"nextToken": "t1"}"#)});
    let last_two = r#"{"nextToken":"t1"} {"nextToken":"t2"}"#;
    check(vec![
        ("in a page, and cut again", (from(&second, Some(1)), "{}", cut)),
        (
            "the service's token",
            (from("t2", None), r#"{"nextToken":"t2"}"#, json!({"meshes": ["e"]})),
        ),
        ("a token of old", (from("t1___1", None), last_two, json!({"meshes": ["d", "e"]}))),
    ]);
}

fn most(max_items: i64) -> Paging {
    Paging { max_items: Some(max_items), ..Paging::default() }
}

#[test]
fn a_token_that_comes_twice_ends_the_walk() {
    let mut pages = Pages::new("meshes", &Paging::default(), &Map::new()).unwrap();
    let page = || json!({"meshes": [], "nextToken": "t"}).as_object().cloned().unwrap();
    assert!(pages.take(page()).is_ok() && pages.resume().is_ok());
    assert!(pages.take(page()).is_ok(), "the page itself is shown");
    assert_eq!(
        pages.resume().unwrap_err().to_string(),
        "Error during pagination: The same next token was received twice: {'nextToken': 't'}"
    );
}

#[test]
fn a_page_without_items_is_cut_to_none() {
    let mut pages = Pages::new("meshes", &most(-1), &Map::new()).unwrap();
    let page = pages.take(Map::new()).unwrap();
    assert_eq!(Value::from(page), json!({"meshes": []}));
}

#[test]
fn a_result_without_items_merges_to_nothing() {
    let mut pages = Pages::new("meshes", &Paging::default(), &Map::new()).unwrap();
    let page = pages.take(Map::new()).unwrap();
    assert_eq!((pages.request(), pages.merge([page])), (None, Map::new()));
}
