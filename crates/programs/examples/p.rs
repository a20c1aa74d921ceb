//! tmp
use meanwhile_programs::*; use meanwhile_scenario::*;
fn main() { let a: Vec<String> = std::env::args().collect();
 let file = preset(&a[1]).unwrap().file().unwrap();
 let style = Style::find(&a[2]).unwrap();
 let pairs = |x: &str| x.split_whitespace().filter_map(|w| w.split_once('=')).map(|(a,b)|(a.to_owned(),b.to_owned())).collect::<Vec<_>>();
 let p = pairs(&a[3]); let o = pairs(&a[4]);
 let v = file.values(p.iter().map(|(a,b)|(&**a,&**b))).unwrap();
 let ov = Overrides::parse(o.iter().map(|(a,b)|(&**a,&**b))).unwrap();
 let mut s = file.scenario(&v).unwrap(); ov.apply(&mut s);
 match write(&s, style) { Ok(p) => print!("{}", p.text()), Err(e) => println!("refused: {e:?}") } }
