//! Prints what each job gives: its value, then its name.

// For its implementation.
use critical_section as _;

fn main() {
    for (name, job) in jobs::JOBS {
        println!("{:#x} {name}", job());
    }
}
