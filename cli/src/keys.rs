//! Profiles by name, and the keys and SRS they need.

use crate::error::{Error, Result};
use crate::output;
use circuits::{PROFILES, Profile, ProgramPoint, Srs, SrsName, VerifyingKey, program_point};
use tinyram::Program;

/// The profile of this name.
pub fn profile(name: &str) -> Result<&'static Profile> {
    Profile::by_name(name).ok_or_else(|| {
        let names: Vec<_> = Profile::all().map(|profile| profile.name).collect();
        let names = names.join(", ");
        Error::usage(format!("unknown profile '{name}': expected one of {names}"))
    })
}

/// Which SRS a command works with.
#[derive(clap::Args)]
pub struct SrsArg {
    /// The SRS: "dev", the INSECURE development SRS, or what `vntr srs import` called the one of a ceremony [default: dev]
    #[arg(long = "srs", value_name = "NAME")]
    given: Option<SrsName>,
    /// The verifier's hash that is expected: profile, circuit and SRS at once, as `deploy` and a contract's VERIFIER_HASH say it
    #[arg(long, value_name = "HASH", value_parser = verifier_hash)]
    verifier_hash: Option<[u8; 32]>,
}

fn verifier_hash(text: &str) -> std::result::Result<[u8; 32], String> {
    let bytes = text
        .strip_prefix("0x")
        .and_then(|digits| hex::decode(digits).ok());
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| "expected 0x and 64 hexadecimal digits".to_owned())
}

impl SrsArg {
    /// The one that was asked for, or the development SRS.
    pub fn name(&self) -> SrsName {
        self.given.clone().unwrap_or_else(SrsName::dev)
    }

    /// The verifying key of a profile under it.
    ///
    /// # Errors
    /// Those of [`verifying_key`]; another key than `--verifier-hash` says.
    pub fn key(&self, profile: &Profile) -> Result<VerifyingKey> {
        let key = verifying_key(profile, &self.name())?;
        match self.verifier_hash {
            Some(expected) if expected != key.hash() => Err(Error::no(format!(
                "the verifier of {} is {}, --verifier-hash expects {}: another SRS, profile or version",
                verifier_words(profile, &self.name()),
                output::hex0x(key.hash()),
                output::hex0x(expected)
            ))),
            _ => Ok(key),
        }
    }

    /// Is it the development SRS, and nobody said so?
    pub fn is_dev_unasked(&self) -> bool {
        self.given.is_none()
    }
}

/// The verifying key of a profile: under the development SRS the one that this build carries, else one from the cache, made the first
/// time.
///
/// # Errors
/// If there is no such SRS. If the build's key is not its circuit's: the build is broken, and a key made here would fit no contract
/// and nobody else's proofs.
pub fn verifying_key(profile: &Profile, srs: &SrsName) -> Result<VerifyingKey> {
    if let Some(key) = VerifyingKey::cached(profile, srs)? {
        return Ok(key);
    }
    // Where it is not imported, that is what to say.
    if Srs::path(srs, profile.srs_size())?.exists() {
        output::talk(format!(
            "note: making the key of profile {} under SRS {srs}, once",
            profile.name
        ));
    }
    Ok(VerifyingKey::load(profile, srs)?)
}

/// A verifier in a sentence.
pub fn verifier_words(profile: &Profile, srs: &SrsName) -> String {
    if srs.is_dev() {
        format!("profile {}, development SRS", profile.name)
    } else {
        format!("profile {}, SRS {srs}", profile.name)
    }
}

/// The same of one that this build does not know: what it says itself.
pub fn foreign_words(profile: &str) -> String {
    format!("profile {profile} by its own word, another SRS or version")
}

/// Whose proofs begin with these four bytes: the selector names profile, version and SRS at once. Known are the development SRS and
/// those whose keys are cached.
///
/// # Errors
/// If the build is broken, or the cache.
pub fn name_of(selector: [u8; 4]) -> Result<Option<(&'static Profile, SrsName)>> {
    let imported = SrsName::imported()?;
    for srs in [SrsName::dev()].into_iter().chain(imported) {
        for profile in Profile::all() {
            let key = VerifyingKey::cached(profile, &srs)?;
            if key.is_some_and(|key| key.selector() == selector) {
                return Ok(Some((profile, srs)));
            }
        }
    }
    Ok(None)
}

/// The SRS of the profile's size; the development SRS is made and cached the first time.
pub fn srs(profile: &Profile, name: &SrsName) -> Result<Srs> {
    let path = Srs::path(name, profile.srs_size())?;
    if name.is_dev() && !path.exists() {
        output::talk(format!(
            "note: making the development SRS of 2^{} powers, once: {}",
            profile.k,
            path.display()
        ));
    }
    Ok(Srs::load(name, profile.srs_size())?)
}

/// The commitments of a program's image in a profile.
pub fn point(profile: &Profile, srs: &SrsName, program: &Program) -> Result<ProgramPoint> {
    Ok(program_point(profile, &self::srs(profile, srs)?, program)?)
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
