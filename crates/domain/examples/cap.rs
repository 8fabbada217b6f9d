//! try
use std::io::BufRead;
fn main() {
    for l in std::io::stdin().lock().lines() {
        let c = yellowsheet_domain::capture::capture(&l.unwrap(), "2026-11-23T10:15".parse().unwrap(), None);
        println!("{}", c.text);
        for f in &c.facts {
            println!("   {}", serde_json::to_string(&f.found).unwrap());
        }
        println!("   note: {}", c.note);
    }
}
