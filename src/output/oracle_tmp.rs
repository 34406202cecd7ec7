#[test]
fn oracle() {
    use super::*;
    let mut bad = 0; let mut n = 0;
    for file in ["yaml_cases.json", "table_cases.json"] {
        let cases: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(format!("/tmp/out-oracle/{file}")).unwrap()).unwrap();
        for case in &cases {
            n += 1;
            let v = &case["value"]; let code = case["code"].as_i64().unwrap(); let out = case["out"].as_str().unwrap();
            let got = match case["format"].as_str().unwrap() {
                "yaml" => Ok(yaml::yaml(v)),
                "json" => Ok(if v == &serde_json::json!({}) { String::new() } else { json::pretty(v) + "\n" }),
                "text" => text(v),
                "table" => table::table("ListMeshes", v, &Look::default()),
                _ => table::table("ListMeshes", v, &Look { color: true, width: 80 }),
            };
            let ok = match &got { Ok(s) => code == 0 && s == out, Err(_) => code != 0 };
            if !ok {
                bad += 1;
                if bad < 12 {
                    let g = got.unwrap_or_else(|e| e.to_string());
                    let (gl, ol): (Vec<&str>, Vec<&str>) = (g.lines().collect(), out.lines().collect());
                    let at = (0..gl.len().max(ol.len())).find(|i| gl.get(*i) != ol.get(*i)).unwrap_or(0);
                    eprintln!("{} code {code} err {} line {at} of {}/{}\n got {:?}\nwant {:?}\nval {}", case["format"], case["err"], gl.len(), ol.len(),
                        &gl[at.saturating_sub(1)..(at + 2).min(gl.len())], &ol[at.saturating_sub(1).min(ol.len())..(at + 2).min(ol.len())], &v.to_string().chars().take(300).collect::<String>());
                }
            }
        }
    }
    eprintln!("{bad} bad of {n}");
    assert_eq!(bad, 0);
}
