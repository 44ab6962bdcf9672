//! Profiles by name, and the keys and SRS they need.

use crate::error::{Error, Result};
use crate::output;
use circuits::{PROFILES, Profile, ProgramPoint, Srs, VerifyingKey, program_point};
use tinyram::Program;

/// The profile of this name.
pub fn profile(name: &str) -> Result<&'static Profile> {
    Profile::by_name(name).ok_or_else(|| {
        let names = PROFILES.map(|profile| profile.name).join(", ");
        Error::usage(format!("unknown profile '{name}': expected one of {names}"))
    })
}

/// The verifying key of a profile under the development SRS: the one that this build carries.
///
/// # Errors
/// If it is not its circuit's: the build is broken, and a key made here would fit no contract and nobody else's proofs.
pub fn verifying_key(profile: &Profile) -> Result<VerifyingKey> {
    Ok(VerifyingKey::pinned(profile)?)
}

/// Whose proofs begin with these four bytes, in words: the selector names profile, version and SRS at once.
///
/// # Errors
/// If the build is broken.
pub fn name_of(selector: [u8; 4]) -> Result<Option<String>> {
    for profile in &PROFILES {
        if verifying_key(profile)?.selector() == selector {
            return Ok(Some(format!("profile {}, development SRS", profile.name)));
        }
    }
    Ok(None)
}

/// The development SRS of the profile's size, made and cached the first time.
pub fn srs(profile: &Profile) -> Result<Srs> {
    if !Srs::dev_path(profile.k).exists() {
        output::talk(format!(
            "note: making the development SRS of 2^{} powers, once: {}",
            profile.k,
            Srs::dev_path(profile.k).display()
        ));
    }
    Ok(Srs::dev(profile.k)?)
}

/// The commitments of a program's image in a profile.
pub fn point(profile: &Profile, program: &Program) -> Result<ProgramPoint> {
    Ok(program_point(profile, &srs(profile)?, program)?)
}

/// The profiles of a program's machine, smallest first.
///
/// # Errors
/// If there are none: only some machines can be proved.
pub fn profiles_for(program: &Program) -> Result<Vec<&'static Profile>> {
    let fitting: Vec<_> = PROFILES
        .iter()
        .filter(|profile| profile.arch() == program.arch)
        .collect();
    if fitting.is_empty() {
        return Err(Error::usage(format!(
            "the program is for W = {}, K = {}; profiles are for W = 32 and K = 16 or 32: change the program's header",
            program.arch.word_bits(),
            program.arch.num_registers()
        )));
    }
    Ok(fitting)
}
