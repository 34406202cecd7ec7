use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::*;

/// Three pages of a list: a and b, c and d, e.
fn page(input: &Map<String, Value>) -> Map<String, Value> {
    let page = match input.get(NEXT_TOKEN).and_then(Value::as_str) {
        None => json!({"meshes": ["a", "b"], "nextToken": "t1"}),
        Some("t1") => json!({"meshes": ["c", "d"], "nextToken": "t2"}),
        _ => json!({"meshes": ["e"]}),
    };
    page.as_object().cloned().unwrap()
}

/// Reads the list; returns the inputs of the requests and the merged result.
fn read(paging: &PagingOptions) -> (Vec<String>, Value) {
    let mut pages = PageIterator::new("meshes", paging, &Map::new()).unwrap();
    let (mut requests, mut taken) = (Vec::new(), Vec::new());
    while let Some(input) = pages.request().cloned() {
        requests.push(Value::Object(input.clone()).to_string());
        let page = page(&input);
        let ahead = pages.ahead(page.get(NEXT_TOKEN).and_then(Value::as_str).map(str::to_owned));
        taken.push(pages.take(page).unwrap());
        if paging.max_items.is_none() {
            assert_eq!(ahead.as_ref(), pages.request(), "prefetched request");
        } else {
            assert_eq!(ahead, None, "the number of items is not known in advance");
        }
    }
    (requests, pages.merge(taken).into())
}

fn base64(token: &str) -> String {
    BASE64.encode(token)
}

/// The options, the expected requests and the expected result.
type Case = (PagingOptions, &'static str, Value);

fn check(cases: Vec<(&str, Case)>) {
    for (case, (paging, requests, merged)) in cases {
        let requests = requests.split(' ').map(str::to_owned).collect();
        assert_eq!(read(&paging), (requests, merged), "case: {case}");
    }
}

const ALL: &str = r#"{} {"nextToken":"t1"} {"nextToken":"t2"}"#;

#[test]
fn all_pages_are_read() {
    let all = || json!({"meshes": ["a", "b", "c", "d", "e"]});
    let by_two = r#"{"limit":2} {"limit":2,"nextToken":"t1"} {"limit":2,"nextToken":"t2"}"#;
    check(vec![
        ("no options", (PagingOptions::default(), ALL, all())),
        (
            "page size",
            (PagingOptions { page_size: Some(2), ..PagingOptions::default() }, by_two, all()),
        ),
        ("exactly the number of items", (max_items(5), ALL, all())),
    ]);
}

#[test]
fn results_are_truncated_as_by_botocore() {
    // The tokens that the AWS CLI printed: `docs/behaviour/aws-cli.md#pagination`.
    let truncated = |items: Value, token: &str| json!({"meshes": items, "NextToken": token});
    let in_page = "eyJuZXh0VG9rZW4iOiAidDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==";
    let between = "eyJuZXh0VG9rZW4iOiAidDEifQ==";
    let before_first = "eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAwfQ==";
    let before_end = &base64(r#"{"nextToken": null, "boto_truncate_amount": -1}"#);
    let two = r#"{} {"nextToken":"t1"}"#;
    check(vec![
        ("in a page", (max_items(3), two, truncated(json!(["a", "b", "c"]), in_page))),
        ("between pages", (max_items(2), "{}", truncated(json!(["a", "b"]), between))),
        ("before the first item", (max_items(0), "{}", truncated(json!([]), before_first))),
        ("before the end", (max_items(-1), "{}", truncated(json!(["a"]), before_end))),
    ]);
}

#[test]
fn pagination_resumes_at_the_starting_token() {
    let second = base64(r#"{"nextToken": null, "boto_truncate_amount": 1}"#);
    let from = |token: &str, max_items| PagingOptions {
        starting_token: Some(token.to_owned()),
        max_items,
        ..PagingOptions::default()
    };
    let truncated = json!({"meshes": ["b"], "NextToken": base64(r#"{"nextToken": "t1"}"#)});
    let last_two = r#"{"nextToken":"t1"} {"nextToken":"t2"}"#;
    check(vec![
        ("in a page, truncated again", (from(&second, Some(1)), "{}", truncated)),
        (
            "the service's token",
            (from("t2", None), r#"{"nextToken":"t2"}"#, json!({"meshes": ["e"]})),
        ),
        ("an old format", (from("t1___1", None), last_two, json!({"meshes": ["d", "e"]}))),
    ]);
}

fn max_items(count: i64) -> PagingOptions {
    PagingOptions { max_items: Some(count), ..PagingOptions::default() }
}

#[test]
fn a_repeated_token_ends_pagination() {
    let mut pages = PageIterator::new("meshes", &PagingOptions::default(), &Map::new()).unwrap();
    let page = || json!({"meshes": [], "nextToken": "t"}).as_object().cloned().unwrap();
    assert!(pages.take(page()).is_ok() && pages.resume().is_ok());
    assert!(pages.take(page()).is_ok(), "the page itself is returned");
    assert_eq!(
        pages.resume().unwrap_err().to_string(),
        "Error during pagination: The same next token was received twice: {'nextToken': 't'}"
    );
}

#[test]
fn a_page_without_items_is_truncated_to_an_empty_list() {
    let mut pages = PageIterator::new("meshes", &max_items(-1), &Map::new()).unwrap();
    let page = pages.take(Map::new()).unwrap();
    assert_eq!(Value::from(page), json!({"meshes": []}));
}

#[test]
fn pages_without_items_merge_to_an_empty_result() {
    let mut pages = PageIterator::new("meshes", &PagingOptions::default(), &Map::new()).unwrap();
    let page = pages.take(Map::new()).unwrap();
    assert_eq!((pages.request(), pages.merge([page])), (None, Map::new()));
}
