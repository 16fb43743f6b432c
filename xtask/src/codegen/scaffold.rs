//! The hand-written part of a crate that `--spec FILE --out DIR` makes: manifest and crate root.
