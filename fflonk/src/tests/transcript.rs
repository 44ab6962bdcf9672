//! What a verifier reads.

use crate::{Reader, Writer};
use ff::PrimeField;
use halo2curves::bn256::{Fq, G1Affine};

fn read(bytes: &[u8]) -> Option<G1Affine> {
    Reader::new(b"", bytes).point()
}

/// A number high bytes first, plus one if that is asked.
fn written(number: Fq, plus: u8) -> [u8; 32] {
    let mut bytes = number.to_repr();
    bytes.reverse();
    bytes[31] += plus;
    bytes
}

/// A point is two coordinates below the modulus, of one that is on the curve and not the identity: a proof with another one has to be refused also where all
/// its equations hold, as the contract does.
#[test]
fn what_is_read_as_a_point() {
    let generator = G1Affine::generator();
    let mut writer = Writer::new(b"");
    writer.point(generator).unwrap();
    let bytes = writer.finish();
    assert_eq!(read(&bytes), Some(generator));
    assert_eq!(read(&bytes[..63]), None);
    assert_eq!(read(&[0; 64]), None, "the identity");
    let [x, y] = [generator.x, generator.y];
    let join = |x: [u8; 32], y: [u8; 32]| [x, y].concat();
    assert_eq!(read(&join(written(x, 0), written(y, 0))), Some(generator));
    assert_eq!(
        read(&join(written(x, 0), written(y, 1))),
        None,
        "off the curve"
    );
    let negated = read(&join(written(x, 0), written(-y, 0)));
    assert_eq!(negated, Some(-generator));
    // The modulus, which is zero, and the generator's x = 1 as one more.
    let modulus = |plus: u8| written(-Fq::one(), 1 + plus);
    assert_eq!(
        read(&join(modulus(1), written(y, 0))),
        None,
        "another name of x"
    );
    assert_eq!(
        read(&join(modulus(0), modulus(0))),
        None,
        "another name of the identity"
    );
    let mut refused = Writer::new(b"");
    assert_eq!(refused.point(G1Affine::default()), None);
}
