//! The stripped sizes of the programs, compiled in the workshop.

use super::programs::PROGRAMS;
use super::workshop::Workshop;
use super::{FootprintError, cargo};

/// The stripped size of each program, in their order.
pub fn sizes(workshop: &Workshop) -> Result<Vec<u64>, FootprintError> {
    PROGRAMS
        .iter()
        .map(|program| {
            // Stripped here and not in a profile, for which every dependency would be compiled anew.
            let arguments = ["rustc", "--release", "--package", program.name, "--", "-C", "strip=symbols"];
            cargo::run(&workshop.dir, Some(&workshop.target), &arguments)?;
            let path =
                workshop.target.join("release").join(format!("{}{}", program.name, std::env::consts::EXE_SUFFIX));
            let size = std::fs::metadata(&path).map(|file| file.len());
            size.map_err(|error| FootprintError::new(format!("looking at {}", path.display()), error))
        })
        .collect()
}
