//! Files that somebody put into the cache: whatever they say, no verdict and no id follows from them.

use crate::srs::Imported;
use crate::support::{Place, Ran, program};
use circuits::{Profile, VerifyingKey, cache, keccak256};
use halo2curves::bn256::{G1Affine, G2Affine};
use halo2curves::group::{Curve, GroupEncoding};
use halo2curves::serde::SerdeObject;
use std::fs;
use std::path::Path;

const POINT: usize = 64;
const MOST: u64 = 1 << 24;

/// Replaces the content of a file of the cache; its hash is right again.
fn plant(path: &Path, title: &str, change: impl FnOnce(&mut Vec<u8>)) {
    let mut content = cache::read(path, title, MOST).unwrap().unwrap();
    change(&mut content);
    cache::write(path, title, &content).unwrap();
}

/// The points that commit to values, the second half of an SRS, doubled: points of the curve, in a file that is whole.
fn double_basis(content: &mut [u8]) {
    let start = content.len() - (POINT << 15);
    for bytes in content[start..].chunks_mut(POINT) {
        let point = G1Affine::from_raw_bytes(bytes).unwrap();
        bytes.copy_from_slice(&(point + point).to_affine().to_raw_bytes());
    }
}

/// An SRS with the name, the size and the hash of the real one, and other points: ids follow from points.
#[test]
fn an_srs_with_other_points() {
    // The development SRS.
    let place = Place::new();
    let directory = place.path("cache");
    let variables = [("VNTR_CACHE", directory.to_str().unwrap())];
    place.write("one.s", program(16, "answer 1"));
    let id = "id one.s --profile 1k-r16";
    let good = place.vntr_with(&variables, id).exits(0).stdout;
    let file = directory.join("srs-dev-insecure-11x16");
    plant(&file, "dev-11x16 INSECURE", |content| double_basis(content));
    let refuse = |ran: Ran| ran.exits(3).says("damaged or forged").prints_nothing();
    refuse(place.vntr_with(&variables, id));
    refuse(place.vntr_with(&variables, "prove one.s --expect-answer 1"));
    place
        .vntr_with(&variables, "srs info")
        .exits(3)
        .prints("DAMAGED");
    fs::remove_file(&file).unwrap();
    assert_eq!(place.vntr_with(&variables, id).exits(0).stdout, good);

    // An imported one: nothing is made from it, and nothing kept.
    let imported = Imported::new();
    let name = &imported.name;
    let title = format!("{name}-11x16");
    imported.place.write("one.s", program(16, "answer 1"));
    let id = format!("{id} --srs {name}");
    let good = imported.vntr(&id).exits(0).stdout;
    fs::remove_file(imported.cache().join(format!("key-{name}-1k-r16"))).unwrap();
    let file = imported.cache().join(&title);
    let honest = fs::read(&file).unwrap();
    plant(&file, &title, |content| double_basis(content));
    refuse(imported.vntr(&id));
    refuse(imported.vntr(&format!("solidity --profile 1k-r16 --srs {name} -o out")));
    assert!(!imported.cache().join(format!("key-{name}-1k-r16")).exists());
    assert!(!imported.place.path("out").exists());
    // All the points of another SRS: each is right, for another tau.
    let another = Imported::of(b"another tau for tests of the commands: INSECURE");
    let theirs = format!("{}-11x16", another.name);
    let points = cache::read(&another.cache().join(&theirs), &theirs, MOST).unwrap();
    fs::write(&file, &honest).unwrap();
    plant(&file, &title, |content| *content = points.unwrap());
    imported
        .vntr(&id)
        .exits(3)
        .says(&format!("expected SRS {name}, found {}", another.name))
        .prints_nothing();
    fs::write(&file, &honest).unwrap();
    plant(&file, &title, |content| double_basis(content));
    // An import does not write over it.
    imported
        .vntr("srs import powers.ptau")
        .exits(3)
        .says("other points of an SRS of this name")
        .prints_nothing();
    // One power of tau in the list of squarings: everything is checked with them.
    fs::write(&file, honest).unwrap();
    plant(&file, &title, |content| {
        let (first, second) = content.split_at_mut(POINT);
        first.copy_from_slice(&second[..POINT]);
    });
    imported
        .vntr(&id)
        .exits(3)
        .says("squarings")
        .prints_nothing();
    fs::remove_file(&file).unwrap();
    imported.vntr("srs import powers.ptau").exits(0);
    assert_eq!(imported.vntr(&id).exits(0).stdout, good);
}

/// A key with other commitments and the hash that they have. What holds under it is not what holds for the circuit.
#[test]
fn a_key_with_other_commitments() {
    let imported = Imported::new();
    let name = &imported.name;
    let proof = imported.prove();
    let title = format!("key-{name}-1k-r16");
    let file = imported.cache().join(&title);
    let good = fs::read(&file).unwrap();
    let profile = Profile::by_name("1k-r16").unwrap();
    let pinned = VerifyingKey::pinned(profile).unwrap();
    let verify = format!("verify proof.json --srs {name}");
    imported.vntr(&verify).exits(0);
    for pack in 0..pinned.shared().len() {
        plant(&file, &title, |content| {
            let text = String::from_utf8(content.clone()).unwrap();
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let value = |line: &str| hex::decode(line.split_once(' ').unwrap().1).unwrap();
            let at = |lines: &[String], word: &str| {
                lines.iter().position(|l| l.starts_with(word)).unwrap()
            };
            let first = at(&lines, "fixed ");
            let s_g2 = G2Affine::from_raw_bytes(&value(&lines[at(&lines, "s_g2 ")])).unwrap();
            let hash = |lines: &[String]| {
                let mut preimage = pinned.shape().hash_start();
                preimage.extend(lines[first..].iter().flat_map(|line| value(line)));
                for point in [G2Affine::generator(), s_g2] {
                    preimage.extend(point.to_bytes().as_ref());
                }
                format!("verifier_hash {}", hex::encode(keccak256(&preimage)))
            };
            let line = at(&lines, "verifier_hash ");
            // Whoever computes the hash as this does has that of the good key, before it is changed.
            assert_eq!(lines[line], hash(&lines));
            // The generator.
            lines[first + pack] = format!("fixed {:064x}{:064x}", 1, 2);
            lines[line] = hash(&lines);
            *content = (lines.join("\n") + "\n").into_bytes();
        });
        let id = format!("id {} --profile 1k-r16 --srs {name}", imported.subset_sum());
        for command in [&verify, &id] {
            imported
                .vntr(command)
                .exits(3)
                .says("not those of the circuit")
                .prints_nothing();
        }
        fs::write(&file, &good).unwrap();
    }
    // The whole key of another SRS, whose certificate holds.
    let another = Imported::of(b"another tau for tests of the commands: INSECURE");
    another.prove();
    let theirs = format!("key-{}-1k-r16", another.name);
    let key = cache::read(&another.cache().join(&theirs), &theirs, MOST).unwrap();
    plant(&file, &title, |content| *content = key.unwrap());
    imported.vntr(&verify).exits(3).prints_nothing();
    fs::write(&file, &good).unwrap();

    let ran = imported.vntr(&format!("{verify} --json")).exits(0).json();
    assert_eq!(ran["verifier_hash"], proof["verifierHash"]);
}

/// Every file of the cache, damaged in every way: the same answer as before, or none.
#[test]
fn damaged_and_exchanged_files() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let imported = Imported::new();
    let name = imported.name.clone();
    imported.prove();
    let source = imported.subset_sum();
    let commands = [
        format!("verify proof.json --program {source} --srs {name}"),
        format!("id {source} --profile 1k-r16 --srs {name}"),
        format!("id {source} --profile 1k-r32 --srs {name}"),
    ];
    // subset-sum is for 16 registers: with 32 there is no id, and that is an answer too.
    let answer = |command: &String| {
        let ran = imported.vntr(command);
        (ran.code, ran.stdout)
    };
    let honest: Vec<_> = commands.iter().map(answer).collect();
    let mut files: Vec<_> = fs::read_dir(imported.cache())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 2, "an SRS and a key");
    let contents: Vec<_> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    let check = |what: &str| {
        for (command, honest) in commands.iter().zip(&honest) {
            let (code, stdout) = answer(command);
            let silent = code != 0 && stdout.is_empty();
            assert!(
                silent || (code, stdout.clone()) == *honest,
                "{what}: {command}: exit {code}, {stdout}"
            );
        }
    };
    for (file, good) in files.iter().zip(&contents) {
        let name = file.file_name().unwrap().to_str().unwrap();
        let half = good.len() / 2;
        let mut version = good.clone();
        version[8] ^= 1;
        let mut byte = good.clone();
        byte[half] ^= 4;
        let mut bad = vec![
            vec![],
            good[..7].to_vec(),
            good[..half].to_vec(),
            version,
            byte,
        ];
        bad.push([good.as_slice(), b"\0"].concat());
        bad.extend(contents.iter().filter(|other| *other != good).cloned());
        for (i, bad) in bad.into_iter().enumerate() {
            fs::write(file, bad).unwrap();
            check(&format!("{name}, change {i}"));
        }
        fs::remove_file(file).unwrap();
        let elsewhere = imported.place.path("elsewhere");
        fs::write(&elsewhere, good).unwrap();
        symlink(&elsewhere, file).unwrap();
        check(&format!("{name}, a link"));
        fs::remove_file(file).unwrap();
        fs::create_dir(file).unwrap();
        check(&format!("{name}, a directory"));
        fs::remove_dir(file).unwrap();
        fs::write(file, good).unwrap();
        fs::set_permissions(file, fs::Permissions::from_mode(0o666)).unwrap();
        check(&format!("{name}, for all to write"));
        fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
        check(&format!("{name}, restored"));
    }
    fs::set_permissions(imported.cache(), fs::Permissions::from_mode(0o777)).unwrap();
    imported
        .vntr(&commands[0])
        .exits(3)
        .says("nobody else can write")
        .prints_nothing();
}

/// Where no variable names a directory of the user's, there is none: one that others can guess is theirs to make first.
#[test]
fn no_cache_in_a_folder_of_all() {
    let place = Place::new();
    place.write("one.s", program(16, "answer 1"));
    let output = place
        .command("id one.s")
        .env_remove("VNTR_CACHE")
        .env_remove("XDG_CACHE_HOME")
        .env_remove("HOME")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("set VNTR_CACHE"), "{stderr}");
}
