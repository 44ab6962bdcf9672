// SPDX-License-Identifier: MIT OR Apache-2.0
// Written by the generator in `evm-verifier`. Do not edit: change templates/Verifier.sol or the circuit.
pragma solidity ^0.8.24;

/// @title vnTinyRAM verifier for profile k13-r16
/// @notice One contract serves every program of the profile: the program is an argument. A call that returns is an accepted
///         proof, every other outcome is a revert; nothing is stored and no other contract is called.
///         One creation code serves every setup (SRS): what depends on it is given to the constructor. No owner, no upgrade.
/// @dev    The proof is a Halo2 proof (KZG on BN254, SHPLONK openings, Keccak transcript) of 2^13 rows:
///         selector (4 bytes) || program points || advice, random and quotient points || evaluations || two opening points.
///         Points are x || y, words are big-endian. "Word i" in an error counts 32-byte words after the selector.
contract VnTinyRamVerifier_k13_r16 {
    /// The proof does not hold for this program, answer and public values.
    error InvalidProof();
    /// The proof was made for another profile, version or setup.
    error WrongVerifier(bytes4 received, bytes4 expected);
    error WrongProofLength(uint256 received, uint256 expected);
    /// The program points in the proof are those of another program.
    error WrongProgram(bytes32 received, bytes32 expected);
    error PublicValuesTooLong(uint256 received, uint256 maximum);
    /// Public values are 32-bit words: their length is a multiple of 4.
    error PublicValuesNotWords(uint256 length);
    /// Word `index` of the proof is not below its modulus.
    error NotCanonical(uint256 index);
    /// Words `index` and `index + 1` of the proof are not a point of the curve other than the identity.
    error NotOnCurve(uint256 index);
    /// The chain lacks a precompile that EIP-196, EIP-197 or EIP-198 promises, or the call ran out of gas.
    error PrecompileFailed();
    /// Constructor: fixed commitment `index` is not a point of the curve other than the identity, with coordinates below q.
    error WrongFixedCommitment(uint256 index);
    /// Constructor: [s]_2 is not in the group that the pairing is of, or is one of the two points for which everybody knows s.
    error WrongSG2();

    string public constant PROFILE = "k13-r16";
    uint256 public constant PROOF_LENGTH = 5444;
    uint256 public constant MAX_PUBLIC_BYTES = 108;

    /// Constraint system, constant commitments, setup and format: everything but the program. Computed by the constructor, so
    /// that it cannot be another setup's than the one that proofs are checked against.
    bytes32 public immutable VERIFIER_HASH;
    /// The first four bytes of every proof for this contract.
    bytes4 public immutable SELECTOR;
    /// True if the setup is the development SRS, whose trapdoor is public: then anybody can prove anything, and the contract is
    /// for tests alone.
    bool public immutable INSECURE_DEV_SRS;

    // The setup: commitments of the fixed columns that are the same for all programs, and [s]_2 as the pairing reads it.
    uint256 private immutable F0_X;
    uint256 private immutable F0_Y;
    uint256 private immutable F1_X;
    uint256 private immutable F1_Y;
    uint256 private immutable F2_X;
    uint256 private immutable F2_Y;
    uint256 private immutable F3_X;
    uint256 private immutable F3_Y;
    uint256 private immutable F4_X;
    uint256 private immutable F4_Y;
    uint256 private immutable F5_X;
    uint256 private immutable F5_Y;
    uint256 private immutable F6_X;
    uint256 private immutable F6_Y;
    uint256 private immutable F7_X;
    uint256 private immutable F7_Y;
    uint256 private immutable S_G2_X_IM;
    uint256 private immutable S_G2_X_RE;
    uint256 private immutable S_G2_Y_IM;
    uint256 private immutable S_G2_Y_RE;

    /// Order of BN254's groups: the field of the scalars.
    uint256 private constant R = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;
    /// The field of BN254's coordinates.
    uint256 private constant Q = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47;

    // The proof, in bytes from its first word.
    uint256 private constant POINTS_END = 0x6c0;
    uint256 private constant EVALS_CPTR = 0x6c0;
    uint256 private constant EVALS_SIZE = 0xe00;
    uint256 private constant H1_CPTR = 0x14c0;
    uint256 private constant H2_CPTR = 0x1500;
    uint256 private constant PROGRAM_SIZE = 0x80;

    // The instance column: which of its rows hold something.
    uint256 private constant INSTANCE_SIZE = 0xb20;
    uint256 private constant ANSWER_MPTR = 0x1b60;
    uint256 private constant LENGTH_MPTR = 0x1ba0;
    uint256 private constant GROUP_MPTR = 0x1d20;
    /// A group is seven public words in one scalar, seven rows after the last one.
    uint256 private constant GROUP_BYTES = 28;
    uint256 private constant GROUP_STRIDE = 0x1c0;

    // Memory, in bytes. Challenges and values first:
    uint256 private constant CHALLENGE_0 = 0x80;
    uint256 private constant CHALLENGE_1 = 0xa0;
    uint256 private constant Y = 0xc0;
    uint256 private constant X = 0xe0;
    uint256 private constant XN = 0x100;
    uint256 private constant OPEN_Y = 0x120;
    uint256 private constant OPEN_V = 0x140;
    uint256 private constant OPEN_U = 0x160;
    uint256 private constant INSTANCE = 0x180;
    uint256 private constant QUOTIENT = 0x1a0;
    uint256 private constant Z_0 = 0x1c0;
    uint256 private constant OPENED = 0x1e0;
    uint256 private constant X_INV_POW_2 = 0x200;
    uint256 private constant X_INV_POW_3 = 0x220;
    uint256 private constant X_INV_POW_4 = 0x240;
    uint256 private constant X_INV_POW_5 = 0x260;
    uint256 private constant X_INV_POW_7 = 0x280;
    uint256 private constant X_INV_POW_8 = 0x2a0;
    uint256 private constant X_INV_POW_9 = 0x2c0;
    uint256 private constant Y_POW_4 = 0x2e0;
    uint256 private constant Y_POW_30 = 0x300;
    uint256 private constant FACTOR_1 = 0x320;
    uint256 private constant FACTOR_2 = 0x340;
    uint256 private constant FACTOR_3 = 0x360;
    uint256 private constant FACTOR_4 = 0x380;
    uint256 private constant FACTOR_5 = 0x3a0;
    uint256 private constant FACTOR_6 = 0x3c0;
    uint256 private constant FACTOR_7 = 0x3e0;
    uint256 private constant FACTOR_8 = 0x400;
    uint256 private constant FACTOR_9 = 0x420;
    uint256 private constant FACTOR_10 = 0x440;
    uint256 private constant FACTOR_11 = 0x460;
    uint256 private constant FACTOR_12 = 0x480;
    uint256 private constant FACTOR_13 = 0x4a0;
    uint256 private constant FACTOR_14 = 0x4c0;
    uint256 private constant FACTOR_15 = 0x4e0;
    // The evaluations of the proof, after a place for the transcript's last hash. A: advice, F: fixed; P: rows below, M: above.
    uint256 private constant EVALS_MPTR = 0x520;
    uint256 private constant A1 = 0x520;
    uint256 private constant A6 = 0x540;
    uint256 private constant A7 = 0x560;
    uint256 private constant A8 = 0x580;
    uint256 private constant A9 = 0x5a0;
    uint256 private constant A10 = 0x5c0;
    uint256 private constant A11 = 0x5e0;
    uint256 private constant A12 = 0x600;
    uint256 private constant A13 = 0x620;
    uint256 private constant A18 = 0x640;
    uint256 private constant A19 = 0x660;
    uint256 private constant A19_P1 = 0x680;
    uint256 private constant A0 = 0x6a0;
    uint256 private constant A2 = 0x6c0;
    uint256 private constant A3 = 0x6e0;
    uint256 private constant A4 = 0x700;
    uint256 private constant A5 = 0x720;
    uint256 private constant A17 = 0x740;
    uint256 private constant A17_P2 = 0x760;
    uint256 private constant A0_M2 = 0x780;
    uint256 private constant A5_M2 = 0x7a0;
    uint256 private constant A6_P1 = 0x7c0;
    uint256 private constant A14 = 0x7e0;
    uint256 private constant A14_M2 = 0x800;
    uint256 private constant A15 = 0x820;
    uint256 private constant A15_P2 = 0x840;
    uint256 private constant A16 = 0x860;
    uint256 private constant A14_P6 = 0x880;
    uint256 private constant A14_P7 = 0x8a0;
    uint256 private constant A15_P1 = 0x8c0;
    uint256 private constant A15_P3 = 0x8e0;
    uint256 private constant A15_P4 = 0x900;
    uint256 private constant A15_P5 = 0x920;
    uint256 private constant A10_P3 = 0x940;
    uint256 private constant A11_P3 = 0x960;
    uint256 private constant A0_P6 = 0x980;
    uint256 private constant A16_P1 = 0x9a0;
    uint256 private constant A10_P1 = 0x9c0;
    uint256 private constant A11_P1 = 0x9e0;
    uint256 private constant A10_P4 = 0xa00;
    uint256 private constant A11_P4 = 0xa20;
    uint256 private constant A16_P3 = 0xa40;
    uint256 private constant A16_P2 = 0xa60;
    uint256 private constant A15_P7 = 0xa80;
    uint256 private constant A15_P6 = 0xaa0;
    uint256 private constant A0_P2 = 0xac0;
    uint256 private constant A14_P2 = 0xae0;
    uint256 private constant A2_P2 = 0xb00;
    uint256 private constant A3_P2 = 0xb20;
    uint256 private constant A4_P2 = 0xb40;
    uint256 private constant A5_P2 = 0xb60;
    uint256 private constant A0_P4 = 0xb80;
    uint256 private constant A4_P4 = 0xba0;
    uint256 private constant A2_P4 = 0xbc0;
    uint256 private constant A4_P6 = 0xbe0;
    uint256 private constant A6_P4 = 0xc00;
    uint256 private constant A6_P5 = 0xc20;
    uint256 private constant A6_P6 = 0xc40;
    uint256 private constant A6_P7 = 0xc60;
    uint256 private constant A2_P6 = 0xc80;
    uint256 private constant A14_P4 = 0xca0;
    uint256 private constant A14_P3 = 0xcc0;
    uint256 private constant A6_P2 = 0xce0;
    uint256 private constant A6_P3 = 0xd00;
    uint256 private constant A0_P8 = 0xd20;
    uint256 private constant A14_P8 = 0xd40;
    uint256 private constant A14_P1 = 0xd60;
    uint256 private constant A4_P8 = 0xd80;
    uint256 private constant A15_P8 = 0xda0;
    uint256 private constant A9_P1 = 0xdc0;
    uint256 private constant A8_P1 = 0xde0;
    uint256 private constant A9_P2 = 0xe00;
    uint256 private constant A8_P2 = 0xe20;
    uint256 private constant A9_P3 = 0xe40;
    uint256 private constant A8_P3 = 0xe60;
    uint256 private constant A9_P4 = 0xe80;
    uint256 private constant A8_P4 = 0xea0;
    uint256 private constant A9_P5 = 0xec0;
    uint256 private constant A8_P5 = 0xee0;
    uint256 private constant A9_P6 = 0xf00;
    uint256 private constant A8_P6 = 0xf20;
    uint256 private constant A9_P7 = 0xf40;
    uint256 private constant A8_P7 = 0xf60;
    uint256 private constant A5_P4 = 0xf80;
    uint256 private constant A14_P5 = 0xfa0;
    uint256 private constant A10_P2 = 0xfc0;
    uint256 private constant A11_P2 = 0xfe0;
    uint256 private constant A5_P6 = 0x1000;
    uint256 private constant F3 = 0x1020;
    uint256 private constant F2 = 0x1040;
    uint256 private constant F2_M2 = 0x1060;
    uint256 private constant F2_M3 = 0x1080;
    uint256 private constant F5 = 0x10a0;
    uint256 private constant F6 = 0x10c0;
    uint256 private constant F7 = 0x10e0;
    uint256 private constant F0 = 0x1100;
    uint256 private constant F0_M1 = 0x1120;
    uint256 private constant F2_M4 = 0x1140;
    uint256 private constant F2_M6 = 0x1160;
    uint256 private constant F1 = 0x1180;
    uint256 private constant F4_M2 = 0x11a0;
    uint256 private constant F4 = 0x11c0;
    uint256 private constant F4_P2 = 0x11e0;
    uint256 private constant F8 = 0x1200;
    uint256 private constant F9 = 0x1220;
    uint256 private constant F1_M2 = 0x1240;
    uint256 private constant F2_M1 = 0x1260;
    uint256 private constant F2_M5 = 0x1280;
    uint256 private constant F2_M7 = 0x12a0;
    uint256 private constant F2_M8 = 0x12c0;
    uint256 private constant F2_P8 = 0x12e0;
    uint256 private constant RANDOM = 0x1300;
    // Values that several gates share.
    uint256 private constant SHARED_0 = 0x1320;
    uint256 private constant SHARED_1 = 0x1340;
    uint256 private constant SHARED_2 = 0x1360;
    uint256 private constant SHARED_3 = 0x1380;
    uint256 private constant SHARED_4 = 0x13a0;
    uint256 private constant SHARED_5 = 0x13c0;
    uint256 private constant SHARED_6 = 0x13e0;
    uint256 private constant SHARED_7 = 0x1400;
    uint256 private constant SHARED_8 = 0x1420;
    uint256 private constant SHARED_9 = 0x1440;
    uint256 private constant SHARED_10 = 0x1460;
    uint256 private constant SHARED_11 = 0x1480;
    uint256 private constant SHARED_12 = 0x14a0;
    uint256 private constant SHARED_13 = 0x14c0;
    uint256 private constant SHARED_14 = 0x14e0;
    uint256 private constant SHARED_15 = 0x1500;
    uint256 private constant SHARED_16 = 0x1520;
    uint256 private constant SHARED_17 = 0x1540;
    uint256 private constant SHARED_18 = 0x1560;
    uint256 private constant SHARED_19 = 0x1580;
    uint256 private constant SHARED_20 = 0x15a0;
    uint256 private constant SHARED_21 = 0x15c0;
    uint256 private constant SHARED_22 = 0x15e0;
    uint256 private constant SHARED_23 = 0x1600;
    uint256 private constant SHARED_24 = 0x1620;
    uint256 private constant SHARED_25 = 0x1640;
    uint256 private constant SHARED_26 = 0x1660;
    uint256 private constant SHARED_27 = 0x1680;
    uint256 private constant SHARED_28 = 0x16a0;
    // The transcript's start: seed, program points, instance column, first points. Later rounds lie over these points.
    uint256 private constant TRANSCRIPT_MPTR = 0x16c0;
    uint256 private constant PROGRAM_MPTR = 0x16e0;
    uint256 private constant INSTANCE_MPTR = 0x1760;
    uint256 private constant ABSORB_MPTR = 0x2280;
    // What one inversion inverts; then, at a distance, the products before each.
    uint256 private constant INVERSES_MPTR = 0x26e0;
    uint256 private constant X_INV = 0x26e0;
    uint256 private constant XN_INV = 0x2700;
    uint256 private constant INSTANCE_INV = 0x2720;
    uint256 private constant U_INV_M8 = 0x2740;
    uint256 private constant U_INV_M7 = 0x2760;
    uint256 private constant U_INV_M6 = 0x2780;
    uint256 private constant U_INV_M5 = 0x27a0;
    uint256 private constant U_INV_M4 = 0x27c0;
    uint256 private constant U_INV_M3 = 0x27e0;
    uint256 private constant U_INV_M2 = 0x2800;
    uint256 private constant U_INV_M1 = 0x2820;
    uint256 private constant U_INV = 0x2840;
    uint256 private constant U_INV_P1 = 0x2860;
    uint256 private constant U_INV_P2 = 0x2880;
    uint256 private constant U_INV_P3 = 0x28a0;
    uint256 private constant U_INV_P4 = 0x28c0;
    uint256 private constant U_INV_P5 = 0x28e0;
    uint256 private constant U_INV_P6 = 0x2900;
    uint256 private constant U_INV_P7 = 0x2920;
    uint256 private constant U_INV_P8 = 0x2940;
    uint256 private constant PRODUCTS = 0x280;
    // Arguments of precompiles.
    uint256 private constant SCRATCH_MPTR = 0x2be0;
    uint256 private constant SUM_MPTR = 0x2ca0;
    uint256 private constant POINT_MPTR = 0x2ce0;
    uint256 private constant SCALAR_MPTR = 0x2d20;
    uint256 private constant PAIRING_MPTR = 0x2d40;
    // Commitments of the setup, each with a place for its factor.
    uint256 private constant F0_MPTR = 0x2ec0;
    uint256 private constant F1_MPTR = 0x2f20;
    uint256 private constant F2_MPTR = 0x2f80;
    uint256 private constant F3_MPTR = 0x2fe0;
    uint256 private constant F4_MPTR = 0x3040;
    uint256 private constant F5_MPTR = 0x30a0;
    uint256 private constant F6_MPTR = 0x3100;
    uint256 private constant F7_MPTR = 0x3160;
    uint256 private constant MEMORY_END = 0x31c0;
    /// @param fixedCommitments x and y of each, in the order of the columns.
    /// @param sG2              [s]_2: imaginary and real part of x, then of y.
    constructor(uint256[16] memory fixedCommitments, uint256[4] memory sG2) {
        for (uint256 i = 0; i < fixedCommitments.length; i += 2) {
            (uint256 x, uint256 y) = (fixedCommitments[i], fixedCommitments[i + 1]);
            bool onCurve = mulmod(y, y, Q) == addmod(mulmod(x, mulmod(x, x, Q), Q), 3, Q);
            if (x >= Q || y >= Q || !onCurve) revert WrongFixedCommitment(i / 2);
        }
        _checkSG2(sG2);
        bytes32 hash = keccak256(
            bytes.concat(hex"766e54696e7952414d207665726966696572207631006b31332d723136000000000d6b37ac921c2bcbba7fe128362578b264e7ecd0b5ecda9e6437c827de17c86cea", abi.encodePacked(fixedCommitments), hex"edf692d95cbdde46ddda5ef7d422436779445c5e66006a42761e1f12efde0018c212f3aeb785e49712e7a9353349aaf1255dfb31b7bf60723a480d9293938e19", _compress(sG2))
        );
        VERIFIER_HASH = hash;
        SELECTOR = bytes4(hash);
        INSECURE_DEV_SRS = keccak256(abi.encode(sG2)) == 0x1147c92e73b5cdd2c9454d48aaaccb50aee3e69776f79a0f9130578395e016a3;
        F0_X = fixedCommitments[0];
        F0_Y = fixedCommitments[1];
        F1_X = fixedCommitments[2];
        F1_Y = fixedCommitments[3];
        F2_X = fixedCommitments[4];
        F2_Y = fixedCommitments[5];
        F3_X = fixedCommitments[6];
        F3_Y = fixedCommitments[7];
        F4_X = fixedCommitments[8];
        F4_Y = fixedCommitments[9];
        F5_X = fixedCommitments[10];
        F5_Y = fixedCommitments[11];
        F6_X = fixedCommitments[12];
        F6_Y = fixedCommitments[13];
        F7_X = fixedCommitments[14];
        F7_Y = fixedCommitments[15];
        S_G2_X_IM = sG2[0];
        S_G2_X_RE = sG2[1];
        S_G2_Y_IM = sG2[2];
        S_G2_Y_RE = sG2[3];
    }

    /// The pairing's precompile refuses points outside of its group: e(0, [s]_2) = 1 for all others.
    function _checkSG2(uint256[4] memory sG2) private view {
        if (sG2[0] | sG2[1] | sG2[2] | sG2[3] == 0) revert WrongSG2(); // s = 0
        if (sG2[0] == 0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2) revert WrongSG2(); // s = 1 or -1
        (bool done, bytes memory one) = address(0x08).staticcall(abi.encode(uint256(0), uint256(0), sG2));
        if (!done || one.length != 0x20 || abi.decode(one, (uint256)) != 1) revert WrongSG2();
    }

    /// A point of G2 as the Rust library hashes it: x in 64 bytes, little-endian, real part first; the last byte's bit 6 says
    /// whether y is odd.
    function _compress(uint256[4] memory point) private pure returns (bytes memory compressed) {
        compressed = new bytes(64);
        for (uint256 i = 0; i < 32; i++) {
            compressed[i] = bytes1(uint8(point[1] >> (8 * i)));
            compressed[32 + i] = bytes1(uint8(point[0] >> (8 * i)));
        }
        compressed[63] |= bytes1(uint8((point[3] & 1) << 6));
    }

    function verify(bytes32 programId, bytes calldata publicValues, bytes calldata proof) external view {
        _verify(programId, 0, publicValues, proof);
    }

    function verifyAnswer(bytes32 programId, uint32 answer, bytes calldata publicValues, bytes calldata proof)
        external
        view
    {
        _verify(programId, answer, publicValues, proof);
    }

    function _verify(bytes32 programId, uint256 answer, bytes calldata publicValues, bytes calldata proof) private view {
        if (publicValues.length % 4 != 0) revert PublicValuesNotWords(publicValues.length);
        if (publicValues.length > MAX_PUBLIC_BYTES) revert PublicValuesTooLong(publicValues.length, MAX_PUBLIC_BYTES);
        if (proof.length < 4) revert WrongProofLength(proof.length, PROOF_LENGTH);
        if (bytes4(proof) != SELECTOR) revert WrongVerifier(bytes4(proof), SELECTOR);
        if (proof.length != PROOF_LENGTH) revert WrongProofLength(proof.length, PROOF_LENGTH);
        uint256 words;
        assembly {
            words := add(proof.offset, 4)
            mstore(0x40, MEMORY_END)
        }
        _checkWords(words);
        _bindProgram(programId, words);
        _placeInstance(answer, publicValues);
        _deriveChallenges(words);
        _sumInstance(answer, publicValues.length);
        _invert();
        _evaluateGates();
        _combineEvaluations();
        _placeSetup();
        _checkOpening(words);
    }

    /// Every coordinate is below q, every point on the curve and not the identity, every scalar below r: one statement of the
    /// transcript has one encoding, and the precompiles below get nothing that they would burn all gas on.
    function _checkWords(uint256 words) private pure {
        bool good;
        assembly {
            function goodPoints(from, to) -> all {
                let q := Q
                all := 1
                for {} lt(from, to) { from := add(from, 0x40) } {
                    let x := calldataload(from)
                    let y := calldataload(add(from, 0x20))
                    all := and(
                        // (0, 0), the encoding of the identity, is not on y^2 = x^3 + 3.
                        eq(mulmod(y, y, q), addmod(mulmod(x, mulmod(x, x, q), q), 3, q)),
                        and(and(lt(x, q), lt(y, q)), all)
                    )
                }
            }
            function goodScalars(from, to) -> all {
                let r := R
                all := 1
                for { let eight := sub(to, 0xe0) } lt(from, eight) { from := add(from, 0x100) } {
                    all := and(all, and(
                        and(
                            and(lt(calldataload(from), r), lt(calldataload(add(from, 0x20)), r)),
                            and(lt(calldataload(add(from, 0x40)), r), lt(calldataload(add(from, 0x60)), r))
                        ),
                        and(
                            and(lt(calldataload(add(from, 0x80)), r), lt(calldataload(add(from, 0xa0)), r)),
                            and(lt(calldataload(add(from, 0xc0)), r), lt(calldataload(add(from, 0xe0)), r))
                        )
                    ))
                }
                for {} lt(from, to) { from := add(from, 0x20) } { all := and(all, lt(calldataload(from), r)) }
            }
            good := and(
                goodPoints(words, add(words, POINTS_END)),
                and(
                    goodScalars(add(words, EVALS_CPTR), add(words, H1_CPTR)),
                    goodPoints(add(words, H1_CPTR), add(words, add(H2_CPTR, 0x40)))
                )
            )
        }
        if (!good) _refuseWords(words);
    }
    /// Names the first word that is not as it should be.
    function _refuseWords(uint256 words) private pure {
        for (uint256 offset = 0; offset < PROOF_LENGTH - 4; offset += 0x20) {
            uint256 x;
            uint256 y;
            assembly {
                x := calldataload(add(words, offset))
                y := calldataload(add(words, add(offset, 0x20)))
            }
            uint256 index = offset / 0x20;
            if (offset >= EVALS_CPTR && offset < H1_CPTR) {
                if (x >= R) revert NotCanonical(index);
                continue;
            }
            if (x >= Q) revert NotCanonical(index);
            if (y >= Q) revert NotCanonical(index + 1);
            if (mulmod(y, y, Q) != addmod(mulmod(x, mulmod(x, x, Q), Q), 3, Q)) revert NotOnCurve(index);
            offset += 0x20;
        }
        revert InvalidProof(); // not reached: this is called for a proof with a bad word
    }

    /// programId = keccak256(VERIFIER_HASH || program points). The transcript starts with the same points, after the seed.
    function _bindProgram(bytes32 programId, uint256 words) private view {
        bytes32 received;
        bytes32 hash = VERIFIER_HASH;
        assembly {
            mstore(TRANSCRIPT_MPTR, hash)
            calldatacopy(PROGRAM_MPTR, words, PROGRAM_SIZE)
            received := keccak256(TRANSCRIPT_MPTR, add(0x20, PROGRAM_SIZE))
            mstore(TRANSCRIPT_MPTR, mod(hash, R)) // the seed
        }
        if (received != programId) revert WrongProgram(received, programId);
    }

    /// The instance column: zero but for the answer, the number of words and the words, seven in a scalar.
    function _placeInstance(uint256 answer, bytes calldata publicValues) private pure {
        assembly {
            calldatacopy(INSTANCE_MPTR, calldatasize(), INSTANCE_SIZE) // zeros
            mstore(ANSWER_MPTR, answer)
            mstore(LENGTH_MPTR, shr(2, publicValues.length))
            let source := publicValues.offset
            let left := publicValues.length
            let target := GROUP_MPTR
            for {} gt(left, sub(GROUP_BYTES, 1)) { left := sub(left, GROUP_BYTES) } {
                mstore(target, shr(32, calldataload(source)))
                source := add(source, GROUP_BYTES)
                target := add(target, GROUP_STRIDE)
            }
            if left {
                // What follows the public values in calldata is not theirs.
                let missing := shl(3, sub(GROUP_BYTES, left))
                mstore(target, shl(missing, shr(add(32, missing), calldataload(source))))
            }
        }
    }

    /// Fiat-Shamir: each challenge is the hash of the one before and of all that was sent since.
    function _deriveChallenges(uint256 words) private pure {
        assembly {
            function again(last) -> hash {
                mstore(0x00, last)
                mstore8(0x20, 1)
                hash := keccak256(0x00, 0x21)
            }
            function absorb(last, from, size) -> hash {
                mstore(ABSORB_MPTR, last)
                calldatacopy(add(ABSORB_MPTR, 0x20), from, size)
                hash := keccak256(ABSORB_MPTR, add(size, 0x20))
            }
            let r := R
            let hash
            calldatacopy(ABSORB_MPTR, add(words, 0x80), 0x440)
            hash := keccak256(TRANSCRIPT_MPTR, add(sub(ABSORB_MPTR, TRANSCRIPT_MPTR), 0x440))
            mstore(CHALLENGE_0, mod(hash, r))
            hash := again(hash)
            mstore(CHALLENGE_1, mod(hash, r))
            hash := absorb(hash, add(words, 0x4c0), 0xc0)
            // drawn for arguments that this circuit does not use
            hash := again(hash)
            // drawn for arguments that this circuit does not use
            hash := again(hash)
            // drawn for arguments that this circuit does not use
            hash := absorb(hash, add(words, 0x580), 0x40)
            mstore(Y, mod(hash, r))
            hash := absorb(hash, add(words, 0x5c0), 0x100)
            mstore(X, mod(hash, r))
            mstore(sub(EVALS_MPTR, 0x20), hash)
            calldatacopy(EVALS_MPTR, add(words, EVALS_CPTR), EVALS_SIZE)
            hash := keccak256(sub(EVALS_MPTR, 0x20), add(EVALS_SIZE, 0x20))
            mstore(OPEN_Y, mod(hash, r))
            hash := again(hash)
            mstore(OPEN_V, mod(hash, r))
            hash := absorb(hash, add(words, H1_CPTR), 0x40)
            mstore(OPEN_U, mod(hash, r))
        }
    }

    /// The instance column at x, from its rows that are not zero: sum of value w^row / (x - w^row), as one fraction, times
    /// (x^n - 1) / n, which comes later.
    function _sumInstance(uint256 answer, uint256 publicBytes) private pure {
        assembly {
            let r := R
            let x := mload(X)
            let numerator := 0
            let denominator := 1
            let root
            let difference
            if answer {
                numerator := mulmod(answer, 0x1058a83d529be585820b96ff0a13f2dbd8675a9e5dd2336a6692cc1e5a526c81, r)
                denominator := addmod(x, sub(r, 0x1058a83d529be585820b96ff0a13f2dbd8675a9e5dd2336a6692cc1e5a526c81), r)
            }
            if publicBytes {
                root := 0x017d1faad2fcbcb72fb4acf274c2ca90ab657d151cef8d721dd61c00ff4c3a3a
                difference := addmod(x, sub(r, root), r)
                numerator := addmod(
                    mulmod(numerator, difference, r), mulmod(mulmod(mload(LENGTH_MPTR), root, r), denominator, r), r
                )
                denominator := mulmod(denominator, difference, r)
                root := 0x0daac570ebc7f401612609b845f6c690bc639c29331352286036583aab0437bf
                let source := GROUP_MPTR
                for { let used := 0 } lt(used, publicBytes) { used := add(used, GROUP_BYTES) } {
                    difference := addmod(x, sub(r, root), r)
                    numerator := addmod(
                        mulmod(numerator, difference, r), mulmod(mulmod(mload(source), root, r), denominator, r), r
                    )
                    denominator := mulmod(denominator, difference, r)
                    source := add(source, GROUP_STRIDE)
                    root := mulmod(root, 0x003a8d2f7985c1028bc933b74ecf050f94f908d9654a63b655cd8b452027855a, r)
                }
            }
            mstore(INSTANCE, numerator)
            mstore(INSTANCE_INV, denominator)
        }
    }

    /// The points of the openings, x^n, and all inversions of the verification at the price of one: x, x^n - 1, the instance's
    /// denominator, and u - x w^rotation for every rotation.
    function _invert() private view {
        bool invertible;
        bool available;
        assembly {
            let r := R
            let x := mload(X)
            let xn := x
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            xn := mulmod(xn, xn, r)
            mstore(XN, xn)
            let u := mload(OPEN_U)
            // Montgomery's trick: the product of all, with the product before each kept beside it.
            let value := x
            mstore(X_INV, value)
            let product := value
            value := addmod(xn, sub(r, 1), r)
            mstore(XN_INV, value)
            mstore(add(XN_INV, PRODUCTS), product)
            product := mulmod(product, value, r)
            mstore(add(INSTANCE_INV, PRODUCTS), product)
            product := mulmod(product, mload(INSTANCE_INV), r)
            value := addmod(u, sub(r, mulmod(x, 0x0ae3c95fc03c0a5f2de8a8f46c03ccdfdfed2bb98c9e4ae0b10b15eda4e3b1e3, r)), r)
            mstore(U_INV_M8, value)
            mstore(add(U_INV_M8, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2b5a575014d79f3e04cc4845a40870534e787fa397129a45c9fabffc26216329, r)), r)
            mstore(U_INV_M7, value)
            mstore(add(U_INV_M7, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x1fe62c4a3c6640bbac666390d8ab7318a0de5374d46b2921e3217838d26470ad, r)), r)
            mstore(U_INV_M6, value)
            mstore(add(U_INV_M6, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x08835809c497907dc3a0df6d7b79186a47664395ef320f8027e70c62ad8206a8, r)), r)
            mstore(U_INV_M5, value)
            mstore(add(U_INV_M5, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2afd4e77273f1cb3434a4a667929058c156b21573c3f1efc882e708597d7161a, r)), r)
            mstore(U_INV_M4, value)
            mstore(add(U_INV_M4, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2c34760cd8ba6180d92ad9da798faeb6fbf85f3f63d3dfca54b3b798e4f5f37e, r)), r)
            mstore(U_INV_M3, value)
            mstore(add(U_INV_M3, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x179c2392139def1b24f4e92b4bfba20a0fa885cb6bfc2f2cb92790e00237d0c0, r)), r)
            mstore(U_INV_M2, value)
            mstore(add(U_INV_M2, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x09ff38534bd08f2b08b6010aaee9ac485d3afb3a9ae4280907537b08fc6e53e5, r)), r)
            mstore(U_INV_M1, value)
            mstore(add(U_INV_M1, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, x), r)
            mstore(U_INV, value)
            mstore(add(U_INV, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x10e3d295c1599ff535a1bb49f23d81aa03bd0ed25881f9ed12b179af67f67ae1, r)), r)
            mstore(U_INV_P1, value)
            mstore(add(U_INV_P1, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2f6122bbf1d35fdaa9953f60087a423238aa810773efee2a251aa6161f2e6ee6, r)), r)
            mstore(U_INV_P2, value)
            mstore(add(U_INV_P2, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2bc6fba9e9f8c42fe458dea80ddb1982620186ca88e026d277c6a56e8060f554, r)), r)
            mstore(U_INV_P3, value)
            mstore(add(U_INV_P3, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x14c60185e75885d674db4b3f7d4a5694fa6c01aa0f53557b060bc04a4172705f, r)), r)
            mstore(U_INV_P4, value)
            mstore(add(U_INV_P4, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x05522b8922a8722844ca09970e880a3f338b55601affe0a844b532d75e9f6b45, r)), r)
            mstore(U_INV_P5, value)
            mstore(add(U_INV_P5, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x0fc9b0d2648547b1269df485820744f09b040ce18eeec2900205dbd323be210e, r)), r)
            mstore(U_INV_P6, value)
            mstore(add(U_INV_P6, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x26b8dd6988468cea9baf7a7d6a88853801cf0861c73c5cfe1013f558a28e3c83, r)), r)
            mstore(U_INV_P7, value)
            mstore(add(U_INV_P7, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2ad9021ed07c42ab19f77c5cf2cbd2deb135ea330f1b1573bd08d99309c4bb7d, r)), r)
            mstore(U_INV_P8, value)
            mstore(add(U_INV_P8, PRODUCTS), product)
            product := mulmod(product, value, r)
            mstore(Z_0, mload(U_INV))
            invertible := gt(product, 0)
            // product^(r - 2) by EIP-198.
            mstore(SCRATCH_MPTR, 0x20)
            mstore(add(SCRATCH_MPTR, 0x20), 0x20)
            mstore(add(SCRATCH_MPTR, 0x40), 0x20)
            mstore(add(SCRATCH_MPTR, 0x60), product)
            mstore(add(SCRATCH_MPTR, 0x80), sub(r, 2))
            mstore(add(SCRATCH_MPTR, 0xa0), r)
            available := staticcall(gas(), 0x05, SCRATCH_MPTR, 0xc0, SCRATCH_MPTR, 0x20)
            available := and(available, eq(returndatasize(), 0x20))
            let inverse := mload(SCRATCH_MPTR)
            value := mload(U_INV_P8)
            mstore(U_INV_P8, mulmod(inverse, mload(add(U_INV_P8, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P7)
            mstore(U_INV_P7, mulmod(inverse, mload(add(U_INV_P7, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P6)
            mstore(U_INV_P6, mulmod(inverse, mload(add(U_INV_P6, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P5)
            mstore(U_INV_P5, mulmod(inverse, mload(add(U_INV_P5, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P4)
            mstore(U_INV_P4, mulmod(inverse, mload(add(U_INV_P4, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P3)
            mstore(U_INV_P3, mulmod(inverse, mload(add(U_INV_P3, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P2)
            mstore(U_INV_P2, mulmod(inverse, mload(add(U_INV_P2, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_P1)
            mstore(U_INV_P1, mulmod(inverse, mload(add(U_INV_P1, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV)
            mstore(U_INV, mulmod(inverse, mload(add(U_INV, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M1)
            mstore(U_INV_M1, mulmod(inverse, mload(add(U_INV_M1, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M2)
            mstore(U_INV_M2, mulmod(inverse, mload(add(U_INV_M2, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M3)
            mstore(U_INV_M3, mulmod(inverse, mload(add(U_INV_M3, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M4)
            mstore(U_INV_M4, mulmod(inverse, mload(add(U_INV_M4, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M5)
            mstore(U_INV_M5, mulmod(inverse, mload(add(U_INV_M5, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M6)
            mstore(U_INV_M6, mulmod(inverse, mload(add(U_INV_M6, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M7)
            mstore(U_INV_M7, mulmod(inverse, mload(add(U_INV_M7, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M8)
            mstore(U_INV_M8, mulmod(inverse, mload(add(U_INV_M8, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(INSTANCE_INV)
            mstore(INSTANCE_INV, mulmod(inverse, mload(add(INSTANCE_INV, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(XN_INV)
            mstore(XN_INV, mulmod(inverse, mload(add(XN_INV, PRODUCTS)), r))
            mstore(X_INV, mulmod(inverse, value, r))
            // The instance column at x, whole.
            value := mulmod(mload(INSTANCE), mload(INSTANCE_INV), r)
            mstore(INSTANCE, mulmod(value, mulmod(addmod(xn, sub(r, 1), r), 0x3062cb506d9a969cb702833453cd4c52654aa6a93775a2c5bf57d68443608001, r), r))
        }
        if (!available) revert PrecompileFailed();
        // A challenge that hits a zero proves nothing; nobody will ever see one.
        if (!invertible) revert InvalidProof();
    }

    /// All gates at x, combined by powers of y: the quotient's value is this over x^n - 1.
    /// @dev Sums are left unreduced while they cannot exceed 5 r < 2^256.
    function _evaluateGates() private pure {
        assembly {
            function gates() -> h {
                let r := R
                let y := mload(Y)
                let g // constraints of one selector
                g := y
                g := mulmod(g, g, r)
                g := mulmod(g, g, r)
                mstore(Y_POW_4, g)
                g := y
                g := mulmod(g, g, r)
                g := mulmod(g, y, r)
                g := mulmod(g, g, r)
                g := mulmod(g, y, r)
                g := mulmod(g, g, r)
                g := mulmod(g, y, r)
                g := mulmod(g, g, r)
                mstore(Y_POW_30, g)
                // lookups: lookups: limbs and lane
                mstore(SHARED_0, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A7), mulmod(mload(CHALLENGE_0), mulmod(mload(A8), mload(CHALLENGE_0), r), r)), r))))
                mstore(SHARED_1, add(mload(CHALLENGE_1), sub(r, mod(add(mulmod(mload(CHALLENGE_0), mulmod(mload(CHALLENGE_0), mload(A9), r), r), add(mload(A6), sub(r, mulmod(mload(A7), 256, r)))), r))))
                mstore(SHARED_2, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A10), mulmod(mload(CHALLENGE_0), add(mulmod(mload(CHALLENGE_0), mload(A11), r), add(mulmod(mload(F2_M3), 3, r), add(mload(F2), mulmod(mload(F2_M2), 2, r)))), r)), r))))
                h := mulmod(mload(F0), add(sub(r, mulmod(mload(SHARED_0), mload(SHARED_1), r)), add(sub(r, mulmod(mload(SHARED_0), mload(SHARED_2), r)), add(sub(r, mulmod(mload(SHARED_1), mload(SHARED_2), r)), mulmod(mload(SHARED_2), mulmod(mload(SHARED_1), mulmod(mload(A18), mload(SHARED_0), r), r), r)))), r)
                // lookups: lookups: running sum
                mstore(SHARED_0, mulmod(mload(CHALLENGE_0), 4, r))
                mstore(SHARED_1, add(mload(F3), sub(r, 1)))
                mstore(SHARED_2, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_0), add(mload(SHARED_1), sub(r, mload(A1)))), r))))
                mstore(SHARED_3, add(mload(CHALLENGE_1), sub(r, mod(add(mload(F6), mulmod(mload(CHALLENGE_0), add(mload(F5), mulmod(mload(CHALLENGE_0), mload(F7), r)), r)), r))))
                mstore(SHARED_0, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_0), mload(SHARED_1)), r))))
                h := add(mulmod(h, y, r), mulmod(mload(F0), add(mulmod(mload(SHARED_3), mulmod(mload(SHARED_2), mload(A13), r), r), add(mulmod(mload(SHARED_0), mulmod(mload(SHARED_2), mload(A12), r), r), add(sub(r, mulmod(mload(SHARED_3), mload(SHARED_0), r)), mulmod(mload(SHARED_0), mulmod(mload(SHARED_3), mulmod(mload(SHARED_2), add(sub(r, mload(A18)), add(mload(A19_P1), sub(r, mload(A19)))), r), r), r)))), r))
                // lookups: lookups: sum starts at zero
                mstore(SHARED_3, mulmod(mload(F0), add(1, sub(r, mload(F0_M1))), r))
                h := add(mulmod(h, y, r), mulmod(mload(A19), mload(SHARED_3), r))
                // lookups: lookups: sum ends at zero
                mstore(SHARED_2, mulmod(mload(F0_M1), add(1, sub(r, mload(F0))), r))
                h := add(mulmod(h, y, r), mulmod(mload(A19), mload(SHARED_2), r))
                // memory: memory: product
                mstore(SHARED_0, add(1, sub(r, mod(add(mload(F2_M4), mload(F2_M6)), r))))
                mstore(SHARED_1, add(mload(F1), sub(r, mod(add(mload(F2_M6), add(mload(F2_M4), add(mload(F2), mload(F2_M2)))), r))))
                mstore(SHARED_4, add(mulmod(mload(F3), add(1, sub(r, mod(mload(SHARED_1), r))), r), mulmod(mload(CHALLENGE_0), add(mulmod(mload(CHALLENGE_0), add(mulmod(mload(SHARED_0), mload(A5), r), mulmod(mload(F2), add(mload(A3), sub(r, mload(A5))), r)), r), add(mload(A4), mulmod(add(mload(F2), mload(F2_M4)), add(mload(A2), sub(r, mload(A4))), r))), r)))
                mstore(SHARED_0, add(mload(A0), mulmod(mload(CHALLENGE_0), add(mload(A1), mulmod(mload(CHALLENGE_0), add(mload(A2), mulmod(mload(CHALLENGE_0), mulmod(mload(SHARED_0), mload(A3), r), r)), r)), r)))
                h := add(mulmod(h, y, r), mulmod(mload(F1), add(mulmod(mload(A17_P2), add(mload(CHALLENGE_1), sub(r, mod(mload(SHARED_0), r))), r), sub(r, mulmod(mload(A17), add(mload(CHALLENGE_1), sub(r, mod(add(mload(A0), mulmod(mload(CHALLENGE_0), mload(SHARED_4), r)), r))), r))), r))
                // memory: memory: product starts at one
                mstore(SHARED_0, add(mload(A17), sub(r, 1)))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_3), mload(SHARED_0), r))
                // memory: memory: product ends at one
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_2), mload(SHARED_0), r))
                // boot: boot: first address
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_3), add(mload(A0), 16), r))
                // boot: boot: fixed addresses follow each other
                mstore(SHARED_3, add(3, sub(r, mload(F4))))
                mstore(SHARED_2, mod(add(sub(r, 1), add(mload(A0), sub(r, mload(A0_M2)))), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_2), mulmod(mload(SHARED_3), mulmod(mload(SHARED_1), mload(F1_M2), r), r), r))
                // boot: boot: fresh addresses ascend
                mstore(SHARED_0, add(mload(F4), sub(r, 1)))
                mstore(SHARED_4, add(mload(F4), sub(r, 2)))
                mstore(SHARED_5, mulmod(mload(SHARED_4), mulmod(mload(F4), mload(SHARED_0), r), r))
                mstore(SHARED_6, add(mload(A6), mulmod(mload(A6_P1), 0x0000000000000000000000000000000000000000000000000000000000010000, r)))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_5), add(mload(SHARED_2), sub(r, mod(mload(SHARED_6), r))), r))
                // boot: boot: last address
                mstore(SHARED_2, add(3, sub(r, mload(F4_P2))))
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_5), mload(SHARED_2), r), add(mload(A0), sub(r, 0x000000000000000000000000000000000000000000000000000000002000001c)), r))
                // boot: boot: low word from the image
                mstore(SHARED_4, mulmod(mload(SHARED_4), mulmod(mload(SHARED_1), mload(SHARED_0), r), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_4), add(mload(A4), sub(r, mload(F8))), r))
                // boot: boot: high word from the image
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_4), add(mload(A5), sub(r, mload(F9))), r))
                // boot: tape: word is 32 bits
                mstore(SHARED_3, mulmod(mload(F4), mload(SHARED_3), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_3), add(mload(A4), sub(r, mod(mload(SHARED_6), r))), r))
                // boot: tape: end is boolean
                mstore(SHARED_4, mulmod(mload(A5), mload(SHARED_3), r))
                mstore(SHARED_1, add(1, sub(r, mload(A5))))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_4), mload(SHARED_1), r))
                // boot: tape: the end is final
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), mulmod(mload(A5_M2), mulmod(mload(SHARED_3), mload(F4_M2), r), r), r))
                // boot: tape: zero beyond the end
                h := add(mulmod(h, y, r), mulmod(mload(A4), mload(SHARED_4), r))
                // boot: tape: last cell is an end
                mstore(SHARED_4, add(mload(F4_P2), sub(r, 1)))
                mstore(SHARED_5, mulmod(mload(SHARED_3), mload(SHARED_4), r))
                mstore(SHARED_7, mulmod(mload(SHARED_5), add(mload(F4_P2), sub(r, 2)), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), mload(SHARED_7), r))
                // boot: tape: packing
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_3), add(add(mload(A14), sub(r, mload(A4))), sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mulmod(mload(A14_M2), add(2, sub(r, mload(F4))), r), r))), r))
                // boot: tape: public words
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_5), add(mload(A14), sub(r, mload(INSTANCE))), r))
                // boot: tape: words left at the last cell
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_7), mload(A15), r))
                // boot: tape: words left
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(F4_P2), mload(SHARED_3), r), add(sub(r, mod(mload(SHARED_1), r)), add(mload(A15), sub(r, mload(A15_P2)))), r))
                // boot: tape: public length
                h := add(mulmod(h, y, r), mulmod(add(mload(A15), sub(r, mload(INSTANCE))), mulmod(add(mload(F4_M2), sub(r, 2)), mulmod(mload(SHARED_3), add(mload(F4_M2), sub(r, 1)), r), r), r))
                // boot: output: public answer
                h := add(mulmod(h, y, r), mulmod(add(mload(A2), sub(r, mload(INSTANCE))), mulmod(mload(SHARED_0), mulmod(mload(SHARED_2), mulmod(mload(F4_P2), mload(SHARED_4), r), r), r), r))
                // bits: bits of column 0 are boolean
                mstore(SHARED_0, mod(add(mload(F2_M7), add(mload(F2_M6), addmod(mload(F2_M5), add(mload(F2_M4), add(mload(F2_M3), add(mload(F2_M2), add(mload(F2), mload(F2_M1))))), r))), r))
                mstore(SHARED_2, add(1, sub(r, mload(A14))))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_2), mulmod(mload(A14), mload(SHARED_0), r), r))
                // bits: bits of column 1 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(A15), mload(SHARED_0), r), add(1, sub(r, mload(A15))), r))
                // bits: bits of column 2 are boolean
                mstore(SHARED_4, add(1, sub(r, mload(A16))))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_4), mulmod(mload(SHARED_0), mload(A16), r), r))
                // step: decode: fetched high word
                mstore(SHARED_0, mulmod(mload(A15_P2), mload(A15_P3), r))
                g := add(sub(r, mod(add(mload(A10_P1), mulmod(256, mload(A10_P4), r)), r)), add(sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A10_P3), r)), add(mload(A3), sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000000400000, add(mload(A10), sub(r, mulmod(1024, mulmod(mload(SHARED_0), mload(A16_P1), r), r))), r)))))
                // step: decode: control bits and field 3
                mstore(SHARED_3, add(mload(A16_P1), mulmod(2, add(mload(A16_P2), mulmod(2, add(mload(A16_P3), mulmod(2, add(sub(r, 1), sub(r, mload(A0_P6))), r)), r)), r)))
                mstore(SHARED_3, add(mload(A15_P5), mulmod(2, add(mload(A15_P6), mulmod(2, add(mload(A15_P7), mulmod(2, add(mload(A16), mulmod(2, mload(SHARED_3), r)), r)), r)), r)))
                mstore(SHARED_3, add(mload(A15_P1), mulmod(2, add(mload(A15_P2), mulmod(2, add(mload(A15_P3), mulmod(2, add(mload(A15_P4), mulmod(2, mload(SHARED_3), r)), r)), r)), r)))
                g := add(mulmod(g, y, r), add(mload(A11), sub(r, mod(add(mload(A14_P6), mulmod(2, add(mload(A14_P7), mulmod(2, mload(SHARED_3), r)), r)), r))))
                // step: slot 1: address
                mstore(SHARED_3, add(sub(r, 1), sub(r, mload(A11_P3))))
                mstore(SHARED_1, add(1, sub(r, mod(add(mload(A15_P5), add(mload(A15_P3), mload(A15_P4))), r))))
                mstore(SHARED_7, mulmod(mload(A15_P2), mload(SHARED_1), r))
                mstore(SHARED_5, mulmod(mload(SHARED_7), mload(A14_P2), r))
                g := addmod(mulmod(g, y, r), add(mulmod(mload(SHARED_0), mload(SHARED_3), r), add(sub(r, mulmod(mload(SHARED_5), add(sub(r, mod(mload(SHARED_3), r)), add(1, mload(A4))), r)), add(add(mload(A0_P2), sub(r, mod(mload(SHARED_3), r))), sub(r, mulmod(mload(A15_P1), add(sub(r, mod(mload(SHARED_3), r)), add(mload(SHARED_6), 29)), r))))), r)
                // step: slot 1: low word changes only by store and answer
                mstore(SHARED_3, add(mload(A15_P5), mload(A15_P4)))
                mstore(SHARED_8, add(1, sub(r, mulmod(mload(A15_P1), mload(SHARED_3), r))))
                mstore(SHARED_9, add(mload(A4_P2), sub(r, mload(A2_P2))))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_9), add(mload(SHARED_8), sub(r, mload(SHARED_0))), r))
                // step: slot 1: high word changes only by store
                mstore(SHARED_10, add(mload(A5_P2), sub(r, mload(A3_P2))))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_8), mload(SHARED_10), r))
                // step: slot 2: address
                mstore(SHARED_8, add(1, sub(r, mload(A16_P3))))
                g := add(mulmod(g, y, r), add(add(1, mload(A0_P4)), mulmod(mload(A2), mload(SHARED_8), r)))
                // step: operand A
                g := add(mulmod(g, y, r), add(sub(r, mulmod(mload(SHARED_8), mload(A2_P4), r)), add(mload(A4_P4), sub(r, mulmod(mload(A2), mload(A16_P3), r)))))
                // step: result
                mstore(SHARED_8, add(mload(A6_P4), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A6_P5), r)))
                mstore(SHARED_11, add(mload(A6_P6), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A6_P7), r)))
                g := add(mulmod(g, y, r), add(add(sub(r, mulmod(mload(A15_P7), mload(SHARED_11), r)), add(mload(A4_P6), sub(r, mulmod(mload(A15_P6), mload(SHARED_8), r)))), sub(r, mulmod(mload(A2_P6), mulmod(add(1, sub(r, mload(A15_P6))), add(1, sub(r, mload(A15_P7))), r), r))))
                // step: next pc
                mstore(SHARED_12, add(mload(A0), sub(r, 29)))
                mstore(SHARED_13, mod(add(1, mload(SHARED_12)), r))
                mstore(SHARED_14, mulmod(mload(A15_P5), mload(A14_P6), r))
                mstore(SHARED_15, mulmod(mload(A15_P2), mload(A15_P4), r))
                mstore(SHARED_16, mulmod(mload(A15_P2), mload(A15_P5), r))
                g := add(mulmod(g, y, r), add(mload(SHARED_0), add(add(mload(A5), sub(r, mload(SHARED_13))), sub(r, mulmod(add(mload(SHARED_6), sub(r, mload(SHARED_13))), add(mulmod(mload(SHARED_2), mload(SHARED_16), r), add(mload(SHARED_14), mulmod(mload(A14), mload(SHARED_15), r))), r)))))
                // step: address: division by eight
                g := add(mulmod(g, y, r), mulmod(add(mload(SHARED_16), add(mload(SHARED_15), add(mload(A15_P1), mload(SHARED_14)))), add(sub(r, mload(A14_P2)), add(sub(r, mulmod(2, mload(A14_P3), r)), add(sub(r, mulmod(4, mload(A14_P4), r)), add(mload(A4_P4), sub(r, mulmod(mload(SHARED_6), 8, r)))))), r))
                // step: signed: top bit of rj
                mstore(SHARED_16, mulmod(mload(A15_P3), mload(A14_P7), r))
                mstore(SHARED_15, add(mload(SHARED_16), mulmod(mload(A16_P1), mload(A14_P6), r)))
                mstore(SHARED_14, mod(add(mload(SHARED_6), sub(r, mulmod(2, mload(A2_P2), r))), r))
                mstore(SHARED_13, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A14_P2), r))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_15), add(mload(SHARED_14), mload(SHARED_13)), r))
                // step: signed: top bit of A
                mstore(SHARED_17, add(mload(A6_P2), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A6_P3), r)))
                mstore(SHARED_18, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A14_P3), r))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_15), add(mload(SHARED_18), add(mload(SHARED_17), sub(r, mulmod(2, mload(A4_P4), r)))), r))
                // step: pc: follows next pc
                mstore(SHARED_15, add(mload(A0_P8), sub(r, 29)))
                mstore(SHARED_19, mod(add(mload(SHARED_15), sub(r, mload(A5))), r))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_19), add(mload(A5), sub(r, 0x0000000000000000000000000000000000000000000000000000000020000000)), r))
                // step: pc: wraps to zero
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_15), mload(SHARED_19), r))
                // step: flag
                g := add(mulmod(g, y, r), add(sub(r, mulmod(mload(SHARED_4), mload(A14_P1), r)), add(mload(A14_P8), sub(r, mulmod(mload(A14), mload(A16), r)))))
                // step: tape position
                mstore(SHARED_4, add(1, sub(r, mload(A14_P1))))
                g := add(mulmod(g, y, r), add(add(mload(A4_P8), sub(r, mload(A4))), sub(r, mulmod(mload(SHARED_5), mload(SHARED_4), r))))
                // step: auxiliary tape: ended
                g := add(mulmod(g, y, r), add(add(mload(A15_P8), sub(r, mload(A15))), sub(r, mulmod(mulmod(mload(SHARED_7), mload(A14_P3), r), add(mload(A14_P1), sub(r, mload(A15))), r))))
                // step: auxiliary tape: the end is final
                g := add(mulmod(g, y, r), mulmod(mload(A15), add(1, sub(r, mload(A15_P8))), r))
                // step: bitwise: word 0 is x | add: sum | sub: difference | mul: product | smulh: product | div: flag only if A is zero | shift: amount beyond 32 | cmpe: flag only if equal | compare: greater | compare: greater or equal | mov: keeps ri | answer: output | memory: selected word | read: tape 0
                mstore(SHARED_5, add(1, sub(r, mod(add(mload(A15_P2), add(mload(A15_P1), add(mload(A14_P7), mload(A14_P6)))), r))))
                mstore(SHARED_15, mulmod(mload(SHARED_1), mload(SHARED_5), r))
                mstore(SHARED_19, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A14_P1), r))
                mstore(SHARED_20, add(mload(A2_P2), sub(r, mload(A4_P4))))
                mstore(SHARED_21, mulmod(mload(A14_P7), mload(SHARED_1), r))
                mstore(SHARED_22, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(SHARED_11), r))
                mstore(SHARED_23, mulmod(mload(A15_P5), mload(A14_P7), r))
                mstore(SHARED_24, mulmod(mload(A15_P4), mload(A14_P7), r))
                mstore(SHARED_25, mulmod(mload(A14_P3), add(mload(A4_P4), sub(r, 32)), r))
                mstore(SHARED_26, mulmod(mload(A14_P6), mload(SHARED_1), r))
                mstore(SHARED_27, mod(add(mload(SHARED_20), sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mulmod(mload(A16_P1), add(mload(A14_P2), sub(r, mload(A14_P3))), r), r))), r))
                mstore(SHARED_28, mulmod(mload(A15_P5), mload(SHARED_5), r))
                mstore(SHARED_13, mod(add(sub(r, mod(mload(SHARED_8), r)), add(sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A14_P5), r)), add(mulmod(mload(A14_P4), 0x0000000000000000000000000000000000000000000000020000000000000000, r), add(sub(r, mulmod(mload(SHARED_11), 0x0000000000000000000000000000000000000000000000000000000200000000, r)), mulmod(2, mulmod(add(mload(A2_P2), sub(r, mload(SHARED_13))), add(mload(A4_P4), sub(r, mload(SHARED_18))), r), r))))), r))
                mstore(SHARED_5, mod(add(mulmod(mload(SHARED_21), add(sub(r, mload(SHARED_22)), add(sub(r, mod(mload(SHARED_8), r)), mulmod(mload(A2_P2), mload(A4_P4), r))), r), add(mulmod(mulmod(mload(A15_P4), mload(SHARED_5), r), add(mload(SHARED_19), add(mload(SHARED_20), sub(r, mod(mload(SHARED_8), r)))), r), add(mulmod(mulmod(mload(A15_P3), mload(SHARED_5), r), add(sub(r, mload(SHARED_19)), add(sub(r, mod(mload(SHARED_8), r)), add(mload(A2_P2), mload(A4_P4)))), r), mulmod(mload(SHARED_15), add(add(mload(SHARED_6), sub(r, mload(A2_P2))), sub(r, mulmod(mload(A16_P1), add(0x00000000000000000000000000000000000000000000000000000000ffffffff, sub(r, mload(A2_P2))), r))), r)))), r))
                mstore(SHARED_27, add(mulmod(mulmod(mload(A15_P4), mload(A14_P6), r), add(add(mload(SHARED_27), sub(r, mod(mload(SHARED_8), r))), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(SHARED_4), r)), r), addmod(mulmod(mulmod(mload(A15_P3), mload(A14_P6), r), add(sub(r, mload(SHARED_19)), add(mload(SHARED_8), mload(SHARED_27))), r), add(mulmod(mload(SHARED_26), mulmod(mload(A14_P1), mload(SHARED_20), r), r), add(mulmod(mload(SHARED_24), add(mload(SHARED_17), sub(r, mload(SHARED_25))), r), add(add(mload(SHARED_5), mulmod(mload(SHARED_16), mload(SHARED_13), r)), mulmod(mload(SHARED_23), mulmod(mload(A4_P4), mload(A14_P1), r), r)))), r)))
                g := add(mulmod(g, y, r), addmod(mulmod(mload(SHARED_7), mulmod(mload(A14_P2), mload(A4_P4), r), r), add(mulmod(mload(A15_P1), add(add(mload(SHARED_17), sub(r, mload(A2_P2))), sub(r, mulmod(mload(A14_P4), add(mload(A3_P2), sub(r, mload(A2_P2))), r))), r), add(add(mload(SHARED_27), mulmod(mload(SHARED_28), add(mload(A5_P6), sub(r, mulmod(mload(SHARED_2), mload(A16_P1), r))), r)), mulmod(mload(SHARED_0), add(add(mload(A4_P2), sub(r, mload(A4_P4))), sub(r, mulmod(mload(A16_P2), add(1, sub(r, mload(A4_P4))), r))), r))), r))
                // step: bitwise: word 1 is A | mul: flag only if high word | smulh: flag only if overflow | div: quotient and remainder | shift: amount | cmpe: flag if equal | mov: result | answer: register out of range | memory: selected half | read: tape 1
                mstore(SHARED_27, mod(add(mload(SHARED_11), sub(r, mulmod(0x00000000000000000000000000000000000000000000000000000000ffffffff, mload(A14_P5), r))), r))
                mstore(SHARED_2, add(mload(A15_P3), mload(A15_P5)))
                mstore(SHARED_5, mulmod(mload(A6_P6), 0x3033ea246e506e898e97f570caffd704cb0bb460313fb720b29e139e5c100001, r))
                mstore(SHARED_13, add(mload(A4_P4), sub(r, 1)))
                mstore(SHARED_25, mod(add(mulmod(mload(SHARED_24), add(mload(SHARED_25), add(mload(A5_P6), sub(r, mload(A4_P4)))), r), add(add(mulmod(mload(SHARED_16), mulmod(mload(SHARED_4), mload(SHARED_27), r), r), add(mulmod(mload(SHARED_15), add(mload(SHARED_17), sub(r, mload(A4_P4))), r), mulmod(mload(SHARED_21), mulmod(mload(SHARED_11), mload(SHARED_4), r), r))), mulmod(mload(SHARED_23), add(sub(r, mod(mload(SHARED_8), r)), add(mulmod(mload(A2_P2), mload(SHARED_4), r), sub(r, mulmod(mload(A4_P4), mload(SHARED_11), r)))), r))), r))
                g := add(mulmod(g, y, r), addmod(mulmod(mload(SHARED_7), mulmod(mload(A14_P3), mload(SHARED_13), r), r), add(mulmod(mload(A15_P1), mulmod(mload(SHARED_2), add(sub(r, mload(SHARED_5)), add(sub(r, mulmod(256, mload(A10_P2), r)), add(mload(A6_P2), mulmod(mload(A14_P3), add(mload(A6_P3), sub(r, mload(A6_P2))), r)))), r), r), add(mulmod(mload(SHARED_0), mulmod(mload(A16_P1), add(sub(r, mload(A2)), add(16, mload(SHARED_6))), r), r), add(add(mload(SHARED_25), mulmod(mload(SHARED_26), add(sub(r, 1), add(mload(A14_P1), mulmod(mload(SHARED_20), mload(A5_P4), r))), r)), mulmod(mload(SHARED_28), add(add(mload(SHARED_8), sub(r, mload(A4_P4))), sub(r, mulmod(mload(A5_P6), add(mload(A2_P6), sub(r, mload(A4_P4))), r))), r)))), r))
                // step: bitwise: spreads of limb 0 add up | mul: flag if high word | smulh: flag if overflow | div: quotient zero if A is zero | shift: power of two | memory: old word | read: other tape
                mstore(SHARED_25, add(1, sub(r, mod(add(mload(A14_P2), mload(A14_P3)), r))))
                mstore(SHARED_11, mod(add(mulmod(mload(SHARED_23), mulmod(mload(SHARED_11), mload(A14_P1), r), r), add(mulmod(mload(SHARED_16), add(sub(r, 1), add(mload(SHARED_4), mulmod(mload(SHARED_27), mload(A5_P4), r))), r), add(mulmod(mload(SHARED_21), add(sub(r, 1), add(mload(SHARED_4), mulmod(mload(SHARED_11), mload(A5_P4), r))), r), mulmod(mload(SHARED_15), add(sub(r, mload(A9_P6)), add(add(mload(A9), mload(A9_P2)), sub(r, mulmod(2, mload(A9_P4), r)))), r)))), r))
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_7), mulmod(mload(SHARED_25), add(sub(r, mod(mload(SHARED_6), r)), add(mload(A4_P4), sub(r, 2))), r), r), add(mulmod(mload(A15_P1), mulmod(add(mload(A15_P4), mload(SHARED_1)), add(mload(A5_P6), sub(r, mod(mload(SHARED_17), r))), r), r), add(mload(SHARED_11), mulmod(mload(SHARED_24), add(add(add(mload(A10_P2), sub(r, 0x0000000000000000000000000000000000000000000000000000000000100000)), sub(r, mulmod(mload(A15_P6), mload(A5_P6), r))), sub(r, mulmod(mload(A15_P7), add(32, sub(r, mload(A5_P6))), r))), r)))))
                // step: bitwise: spreads of limb 1 add up | div: remainder below A | shift: product | memory: old byte | read: tape 0 word
                g := addmod(mulmod(g, y, r), add(mulmod(mload(SHARED_7), mulmod(mload(A14_P2), add(mload(SHARED_8), sub(r, mload(A2_P2))), r), r), add(mulmod(mload(A15_P1), mulmod(mload(SHARED_2), add(add(mload(A5_P6), sub(r, mload(SHARED_5))), sub(r, mulmod(mload(A14_P2), add(mload(A10_P2), sub(r, mload(SHARED_5))), r))), r), r), add(mulmod(mload(SHARED_24), add(sub(r, mload(SHARED_22)), add(sub(r, mod(mload(SHARED_8), r)), mulmod(mload(A2_P2), mload(A11_P2), r))), r), add(mulmod(mload(SHARED_23), add(sub(r, mod(mload(SHARED_17), r)), mulmod(mload(SHARED_4), add(mload(SHARED_13), sub(r, mod(mload(SHARED_8), r))), r)), r), mulmod(mload(SHARED_15), add(sub(r, mload(A8_P6)), add(add(mload(A8), mload(A8_P2)), sub(r, mulmod(2, mload(A8_P4), r)))), r))))), r)
                // step: bitwise: spreads of limb 2 add up | shift: flag | load: result | read: tape 0 end
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_7), mulmod(mload(A14_P2), add(mload(A14_P1), sub(r, mload(A3_P2))), r), r), add(mulmod(mload(A15_P1), mulmod(add(mload(A15_P3), mload(SHARED_1)), add(mload(SHARED_8), sub(r, mload(A5_P6))), r), r), add(mulmod(mload(SHARED_15), add(sub(r, mload(A9_P7)), add(add(mload(A9_P1), mload(A9_P3)), sub(r, mulmod(2, mload(A9_P5), r)))), r), mulmod(mload(SHARED_24), add(mulmod(mload(A15_P6), add(mload(SHARED_14), mload(SHARED_19)), r), mulmod(mload(A15_P7), add(sub(r, mload(A2_P2)), add(mload(A14_P1), mulmod(2, mload(SHARED_6), r))), r)), r)))))
                // step: bitwise: spreads of limb 3 add up | store: low word kept | read: other tapes are at their end
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_7), mulmod(mload(SHARED_4), mload(SHARED_25), r), r), add(mulmod(mload(A15_P1), mulmod(mload(SHARED_9), mulmod(mload(SHARED_3), mload(A14_P4), r), r), r), mulmod(mload(SHARED_15), add(sub(r, mload(A8_P7)), add(add(mload(A8_P1), mload(A8_P3)), sub(r, mulmod(2, mload(A8_P5), r)))), r))))
                // step: bitwise: flag only if zero | store: high word kept | read: zero at the end
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_7), mulmod(mload(SHARED_8), mload(A14_P1), r), r), add(mulmod(mload(SHARED_15), mulmod(mload(A4_P6), mload(A14_P1), r), r), mulmod(mload(A15_P1), mulmod(mload(SHARED_10), mulmod(mload(SHARED_3), add(1, sub(r, mload(A14_P4))), r), r), r))))
                // step: bitwise: flag if zero | store: change
                mstore(SHARED_7, add(mload(A2_P6), sub(r, mulmod(256, mload(SHARED_8), r))))
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_15), add(sub(r, 1), add(mload(A14_P1), mulmod(mload(A4_P6), mload(A5_P4), r))), r), mulmod(mload(A15_P1), mulmod(mload(SHARED_3), add(add(mload(SHARED_9), mload(SHARED_10)), sub(r, mulmod(mload(A5_P4), add(mload(SHARED_7), sub(r, mload(A5_P6))), r))), r), r)))
                // step: store.w: whole register
                g := add(mulmod(g, y, r), mulmod(mload(A15_P1), mulmod(mload(A15_P4), mload(SHARED_8), r), r))
                // step: store.w: scale
                g := add(mulmod(g, y, r), mulmod(mload(A15_P1), mulmod(mload(A15_P4), add(mload(A5_P4), sub(r, 1)), r), r))
                // step: store.b: new byte
                g := add(mulmod(g, y, r), mulmod(mload(A15_P1), mulmod(mload(A15_P5), add(mload(A6_P7), sub(r, mulmod(256, mload(SHARED_7), r))), r), r))
                // step: store.b: scale
                g := add(mulmod(g, y, r), mulmod(mload(A15_P1), mulmod(mload(A15_P5), add(mload(A5_P4), sub(r, mulmod(add(1, mulmod(mload(A14_P2), 255, r)), add(1, mulmod(mload(A14_P3), 65535, r)), r))), r), r))
                h := add(mulmod(h, mload(Y_POW_30), r), mulmod(g, mload(F2), r))
                // step: initial pc
                g := mload(SHARED_12)
                // step: initial flag
                g := add(mulmod(g, y, r), mload(A14))
                // step: initial tape position
                g := add(mulmod(g, y, r), mload(A4))
                // step: initial auxiliary tape
                g := add(mulmod(g, y, r), mload(A15))
                h := add(mulmod(h, mload(Y_POW_4), r), mulmod(g, mulmod(mload(F2), add(1, sub(r, mload(F2_M8))), r), r))
                // step: last step answers
                h := add(mulmod(h, y, r), mulmod(add(1, sub(r, mload(SHARED_0))), mulmod(mload(F2), add(1, sub(r, mload(F2_P8))), r), r))
            }
            mstore(QUOTIENT, mulmod(gates(), mload(XN_INV), R))
        }
    }

    /// SHPLONK: polynomials are grouped by the set of points that they are opened at. For each set, the factor of its commitments
    /// goes to memory, and its interpolated evaluations are added to OPENED.
    function _combineEvaluations() private pure {
        assembly {
            function combine() -> opened {
                let r := R
                let y := mload(OPEN_Y)
                let factor := mload(Z_0) // v^i Z_0(u)
                let value := 0
                let sum := 0
                let xInv := mload(X_INV)
                let xPower := xInv
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_2, xPower)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_3, xPower)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_4, xPower)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_5, xPower)
                xPower := mulmod(xPower, xInv, r)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_7, xPower)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_8, xPower)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_9, xPower)
                // [0]: a1, a7, a12, a13, a18, f3, f5, f6, f7, f8, f9, quotient, random
                value := add(mload(F7), mulmod(y, add(mload(F8), mulmod(y, add(mload(F9), mulmod(y, add(mload(QUOTIENT), mulmod(y, mload(RANDOM), r)), r)), r)), r))
                value := add(mload(A13), mulmod(y, add(mload(A18), mulmod(y, add(mload(F3), mulmod(y, add(mload(F5), mulmod(y, add(mload(F6), mulmod(y, value, r)), r)), r)), r)), r))
                sum := mulmod(add(mload(A1), mulmod(y, add(mload(A7), mulmod(y, add(mload(A12), mulmod(y, value, r)), r)), r)), mload(U_INV), r)
                opened := addmod(opened, mulmod(sum, factor, r), r)
                // [0, 1, 2, 3, 4, 5, 6, 7]: a6, a8, a9
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_1, mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r), r), r), r), r), r))
                sum := mulmod(add(mload(A6), mulmod(y, add(mload(A8), mulmod(y, mload(A9), r)), r)), mulmod(mload(U_INV), 0x20b82f61756c07ab467de9570b9b3aab79a89cad70b3906e6da0f7bb3649285e, r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P1), mulmod(y, add(mload(A8_P1), mulmod(y, mload(A9_P1), r)), r)), mulmod(mload(U_INV_P1), 0x2f649a0b4a9a4f3b34a771de5449f936c406ea80f363f145df62736a670d4444, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P2), mulmod(y, add(mload(A8_P2), mulmod(y, mload(A9_P2), r)), r)), mulmod(mload(U_INV_P2), 0x1ad611c49125424435fae75b6c0b2d9cfbdce7be7fcad9b437afae97c520a2d1, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P3), mulmod(y, add(mload(A8_P3), mulmod(y, mload(A9_P3), r)), r)), mulmod(mload(U_INV_P3), 0x2231bd5a89889dcf1883db573a77eaeff33233009426ea0f583b659946756ea3, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P4), mulmod(y, add(mload(A8_P4), mulmod(y, mload(A9_P4), r)), r)), mulmod(mload(U_INV_P4), 0x11c5b7583e97f7c963b71ed256c56d59bc494adf27715dc01b5fed5abc25b1ae, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P5), mulmod(y, add(mload(A8_P5), mulmod(y, mload(A9_P5), r)), r)), mulmod(mload(U_INV_P5), 0x20cb9e82db761898db9aed213a939bc42bfcf378df8bd873dfad17e2b37fc055, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P6), mulmod(y, add(mload(A8_P6), mulmod(y, mload(A9_P6), r)), r)), mulmod(mload(U_INV_P6), 0x25acf4c9b39d4e08e4cb47540c10332716448a9e1cff845da414e90585551d65, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P7), mulmod(y, add(mload(A8_P7), mulmod(y, mload(A9_P7), r)), r)), mulmod(mload(U_INV_P7), 0x0c92a50dbd988b6babcfeb60e3b5311d9dba1e86c49932ccd7595e4a1218f287, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_7), r), r), r)
                // [0, 1, 2, 3, 4]: a10, a11
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_2, mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r), r), r))
                sum := mulmod(add(mload(A10), mulmod(y, mload(A11), r)), mulmod(mload(U_INV), 0x09da22d8a7d6ba59adf4fd005666a2e5ef1b39e7708ba7bb41db5433b5262f40, r), r)
                sum := addmod(sum, mulmod(add(mload(A10_P1), mulmod(y, mload(A11_P1), r)), mulmod(mload(U_INV_P1), 0x13a9bfc93d1e559dbf36c0b2d0e8d3864344079be590b32e4ab22fcd5ce1ac63, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A10_P2), mulmod(y, mload(A11_P2), r)), mulmod(mload(U_INV_P2), 0x15d6121b93d79d0e2d0ad2f3f9567ae4bd1fd4bec624746747157a1c00bc8f45, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A10_P3), mulmod(y, mload(A11_P3), r)), mulmod(mload(U_INV_P3), 0x20095341c9fa3aff0a312d449377d42b82e18dcdb504571ec99eaeb3d204e100, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A10_P4), mulmod(y, mload(A11_P4), r)), mulmod(mload(U_INV_P4), 0x0d6554e67f9c584ecc38cd814ee4eb3dde072c81222dbab2ea823e56fb36b41a, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_4), r), r), r)
                // [0, 1]: a19
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_3, mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r))
                sum := mulmod(mload(A19), mulmod(mload(U_INV), 0x2d19dc6e7a312123a624d9d7e774af33efb6ac66d391da8dc428121446767ab8, r), r)
                sum := addmod(sum, mulmod(mload(A19_P1), mulmod(mload(U_INV_P1), 0x034a720467007f06122b6bde9a0ca929387d3be1a62796037fb9e37fa9898549, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [-2, 0, 2, 4, 6, 8]: a0
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_4, mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P2), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r), r), r), r))
                sum := mulmod(mload(A0_M2), mulmod(mload(U_INV_M2), 0x0603ea4c41e05842f20f154b5c51fee6c11b318dd879cd64f4c6aded61cae94d, r), r)
                sum := addmod(sum, mulmod(mload(A0), mulmod(mload(U_INV), 0x1783ebaf74763173e005a5ab7f3ffc1a87e0e376d6f942532e07f3b4ac45c3cd, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P2), mulmod(mload(U_INV_P2), 0x0cdd202686c8fb7f66de8ff4ed99a9456d75965ba0cf6363072d35d2ee0e414a, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P4), mulmod(mload(U_INV_P4), 0x102fe9cc7bfd9d48d19dec5d144d816ac26977e5f8a6ddaae987162b0647aed8, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P6), mulmod(mload(U_INV_P6), 0x0aaa53aee055f695ccda2703e8fe4c39b873aaac29e14f75287ddbbfb95bed86, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P8), mulmod(mload(U_INV_P8), 0x1b89694828f0273e99352d203c8b3ecf1f19029e80a840e74bc321c8243d7540, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_5), r), r), r)
                // [0, 2, 4, 6]: a2
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_5, mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P2), mulmod(mload(U_INV), factor, r), r), r), r))
                sum := mulmod(mload(A2), mulmod(mload(U_INV), 0x08e2206ffe079a81010246ab40fa95b4388daa7edeffa08260a3dbed041d91ac, r), r)
                sum := addmod(sum, mulmod(mload(A2_P2), mulmod(mload(U_INV_P2), 0x21e832208c29bb8e0859f75d3e2da9a259b9c2691e15132c904e074461145ecd, r), r), r)
                sum := addmod(sum, mulmod(mload(A2_P4), mulmod(mload(U_INV_P4), 0x028f040e75bdccda61d4d8030c7903d137390e5e98db77fa3d9509662f6ad383, r), r), r)
                sum := addmod(sum, mulmod(mload(A2_P6), mulmod(mload(U_INV_P6), 0x030af7d3e1427d404d1f2faaf5e015355eb36d01e3c944e8155b08fc5b633c05, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_3), r), r), r)
                // [0, 2]: a3, a17
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_6, mulmod(mload(U_INV_P2), mulmod(mload(U_INV), factor, r), r))
                sum := mulmod(add(mload(A3), mulmod(y, mload(A17), r)), mulmod(mload(U_INV), 0x1650318e435f9441fc5e5456d5e7c920d522543e54800d91b94ddbba4e52d7ad, r), r)
                sum := addmod(sum, mulmod(add(mload(A3_P2), mulmod(y, mload(A17_P2), r)), mulmod(mload(U_INV_P2), 0x1a141ce49dd20be7bbf1f15fab998f3c5311940a253962ff8a9419d9a1ad2854, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [0, 2, 4, 6, 8]: a4
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_7, mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P2), mulmod(mload(U_INV), factor, r), r), r), r), r))
                sum := mulmod(mload(A4), mulmod(mload(U_INV), 0x27f93a5fde7edba93b8133d67630505b373205a2ffb3331644fd0c3521de456d, r), r)
                sum := addmod(sum, mulmod(mload(A4_P2), mulmod(mload(U_INV_P2), 0x08334647eef3c8d3d687bfd3b4bdee14dcc9d6903c2ee38c132ca3ee25c361ea, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P4), mulmod(mload(U_INV_P4), 0x0e7a5003d754a0f867be774648e811220e874291efa336c423fe03dde9448686, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P6), mulmod(mload(U_INV_P6), 0x2ac23c00c24a5dcb235cf28a46a808a0124b83d1c1987dc5fde9b9e430ad1acb, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P8), mulmod(mload(U_INV_P8), 0x27c3deac3c833d3c8bcc73a8ca05b0e543cd1642800e8687519472d66e6cb75b, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_4), r), r), r)
                // [-2, 0, 2, 4, 6]: a5
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_8, mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P2), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r), r), r))
                sum := mulmod(mload(A5_M2), mulmod(mload(U_INV_M2), 0x1f1719efe07741283a7eed2b3535baa6fea45b2420b39293e45930481dc0b3c1, r), r)
                sum := addmod(sum, mulmod(mload(A5), mulmod(mload(U_INV), 0x13a46ac662b9302f395ede820231879a4c908f6db409fc08b1658941594bc719, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P2), mulmod(mload(U_INV_P2), 0x05b90ab27461bd64118155f979ca45247e33a63499adfa30266cad61c7fff89c, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P4), mulmod(mload(U_INV_P4), 0x05284e740db14b9389689028beddd8df7e16698e58659ea3fdd19af1ca6025e5, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P6), mulmod(mload(U_INV_P6), 0x232bbf08fd1fc60461d8d99d92f3507508e8d63c2ca1b9b1cdc6e94ad69366a7, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_4), r), r), r)
                // [-2, 0, 1, 2, 3, 4, 5, 6, 7, 8]: a14
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_9, mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r), r), r), r), r), r), r), r))
                sum := mulmod(mload(A14_M2), mulmod(mload(U_INV_M2), 0x21e2fca185da78711eef72a11fdf91578693577a5af945ed3aa49c032e0bad79, r), r)
                sum := addmod(sum, mulmod(mload(A14), mulmod(mload(U_INV), 0x2fa5ca097477217371fd3c35939b0a21eb606b95f5513b6728aeaa0682e0987a, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P1), mulmod(mload(U_INV_P1), 0x08c3fc95fbffeb1a5e0cb86a5d68b159918898f93f25de6d6f6fde28c38ef3f0, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P2), mulmod(mload(U_INV_P2), 0x183730c998500c962b801b944cf616eb8abb007aacd1a8be8cab6010db21b914, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P3), mulmod(mload(U_INV_P3), 0x0d407cf0bd690f00637db621aac3d15a5f95c16f0a64b690f012dd78dd99a5c6, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P4), mulmod(mload(U_INV_P4), 0x1833adb113a091de506445f95f75231a513ab3bfa4933b183c68057ab6d03c8d, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P5), mulmod(mload(U_INV_P5), 0x28dfba835fc6b382495a521b2a1e203f3485f8179d8a40efac8d8ca351ded1dc, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P6), mulmod(mload(U_INV_P6), 0x06418eea871a366824747f5fe78dee88487e7cf8508d8d4156daa18070325387, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P7), mulmod(mload(U_INV_P7), 0x0c6151fc832a2dccc8acd1009997e5ec8bbe6f87a8532b81c2bf7dc062a77df4, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P8), mulmod(mload(U_INV_P8), 0x1e7ace279c41d6a594ba3b2474306cea8138d31fdefa3efa0158b8c8a7408764, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_9), r), r), r)
                // [0, 1, 2, 3, 4, 5, 6, 7, 8]: a15
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_10, mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r), r), r), r), r), r), r))
                sum := mulmod(mload(A15), mulmod(mload(U_INV), 0x1bec4df903c7964952ab338e3a6b31c21460243ca3fa6e6c54049ba58cb46767, r), r)
                sum := addmod(sum, mulmod(mload(A15_P1), mulmod(mload(U_INV_P1), 0x28250ad5781f81abd0bd3066f7e07188d0d631c9f042381c46fe6b55d77cf03a, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P2), mulmod(mload(U_INV_P2), 0x0d98a48d9dd626a98f31a59730cae8b2321aeb638dab69ba626c2024eebb806c, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P3), mulmod(mload(U_INV_P3), 0x1feae7cd5b2b39c3ff870280dbd66293216eca20c50a3d47e27bd8d6818c69ff, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P4), mulmod(mload(U_INV_P4), 0x1c9ab7c85b34789dc217f9bc64614f364e8c32c4b961a7afbb7862a61d207a58, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P5), mulmod(mload(U_INV_P5), 0x2f49d9eb186b471360aff1206f7a714071cc271732b2a455a79dbe5d6e90a6b9, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P6), mulmod(mload(U_INV_P6), 0x20e8383dc4206e9173ce75e490783b7ad5655c1387864e2df45c9f55d563b9b5, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P7), mulmod(mload(U_INV_P7), 0x1c86619ea16f63c1cb0f6c6df20d9c1e79ddb5e71d603a09233b70ab67b7036d, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P8), mulmod(mload(U_INV_P8), 0x2771c5f7f911b6933e1ac90a73b98b8ea8dbfa51626b81a03cb2907c02badfc7, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_8), r), r), r)
                // [0, 1, 2, 3]: a16
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_11, mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r), r))
                sum := mulmod(mload(A16), mulmod(mload(U_INV), 0x228e3f648fa92764737d627fee78f84d4e8c84b400f72c3e135bd972dc1f17c3, r), r)
                sum := addmod(sum, mulmod(mload(A16_P1), mulmod(mload(U_INV_P1), 0x14a954a9ad6a6fa1c7b35fc7e9f987795fff315f35e9e017647ceb11b48b573d, r), r), r)
                sum := addmod(sum, mulmod(mload(A16_P2), mulmod(mload(U_INV_P2), 0x2f6fe1bbba7be45aaf74c4969a4fd78c12f14945c0b3b5307a970dd076cede32, r), r), r)
                sum := addmod(sum, mulmod(mload(A16_P3), mulmod(mload(U_INV_P3), 0x2a85758eac05651c3e4b4a4511c1b1c4b71eb9807597902dd9360e66c886b2d1, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_3), r), r), r)
                // [-8, -7, -6, -5, -4, -3, -2, -1, 0, 8]: f2
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_12, mulmod(mload(U_INV_P8), mulmod(mload(U_INV), mulmod(mload(U_INV_M1), mulmod(mload(U_INV_M2), mulmod(mload(U_INV_M3), mulmod(mload(U_INV_M4), mulmod(mload(U_INV_M5), mulmod(mload(U_INV_M6), mulmod(mload(U_INV_M7), mulmod(mload(U_INV_M8), factor, r), r), r), r), r), r), r), r), r), r))
                sum := mulmod(mload(F2_M8), mulmod(mload(U_INV_M8), 0x1ee1aea5d9fbfbc43fc9f3e4cb9b0349bd2cd86d218e6d2b385246fdfb8101f1, r), r)
                sum := addmod(sum, mulmod(mload(F2_M7), mulmod(mload(U_INV_M7), 0x25977c452dc87e83657a30e13364e76e49e4955d49c255f7ebbdbf50c390f120, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M6), mulmod(mload(U_INV_M6), 0x250774ff4598cef89d2665a065c114edfe9ffc4fc99f66a47c155109af854370, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M5), mulmod(mload(U_INV_M5), 0x14c40e906f68e361a2404175d6dc3de61b5d4d94479950125f1761a5986ac488, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M4), mulmod(mload(U_INV_M4), 0x100bcbc1180395e9c3cd7defac3705bdeebc8f4d3a5b9c5b050de4a471462c4d, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M3), mulmod(mload(U_INV_M3), 0x2f15fd03c9cc44d597f684c4e557a3ad35ccf2b6780e16d1c68605c39f91c79f, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M2), mulmod(mload(U_INV_M2), 0x0f36fa84c5306f2c2ae08418acc0f9d86027fe33fa968c15856d4c21cb55e1b4, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M1), mulmod(mload(U_INV_M1), 0x181f24f612a8950a016bffab4b9796f2f52a8fd8dfb220aa3fde2235f1b0fb5e, r), r), r)
                sum := addmod(sum, mulmod(mload(F2), mulmod(mload(U_INV), 0x2c9b7123be94d03a6f12f84af026efca10d874f8509740f5609c98d9022f69f8, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_P8), mulmod(mload(U_INV_P8), 0x1101ced31225e528761357a7535caaa2457434fb808588aba69316e0c8efca07, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_9), r), r), r)
                // [-1, 0]: f0
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_13, mulmod(mload(U_INV), mulmod(mload(U_INV_M1), factor, r), r))
                sum := mulmod(mload(F0_M1), mulmod(mload(U_INV_M1), 0x2d19dc6e7a312123a624d9d7e774af33efb6ac66d391da8dc428121446767ab7, r), r)
                sum := addmod(sum, mulmod(mload(F0), mulmod(mload(U_INV), 0x034a720467007f06122b6bde9a0ca929387d3be1a62796037fb9e37fa989854a, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [-2, 0]: f1
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_14, mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r))
                sum := mulmod(mload(F1_M2), mulmod(mload(U_INV_M2), 0x1650318e435f9441fc5e5456d5e7c920d522543e54800d91b94ddbba4e52d7ac, r), r)
                sum := addmod(sum, mulmod(mload(F1), mulmod(mload(U_INV), 0x1a141ce49dd20be7bbf1f15fab998f3c5311940a253962ff8a9419d9a1ad2855, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [-2, 0, 2]: f4
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_15, mulmod(mload(U_INV_P2), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r))
                sum := mulmod(mload(F4_M2), mulmod(mload(U_INV_M2), 0x0290065ac647731df25170fa29299300f48ce6542670391cd17aefcb38865dcd, r), r)
                sum := addmod(sum, mulmod(mload(F4), mulmod(mload(U_INV), 0x1eec4b92870e284f65365d341ec85dcba9f7a132c0cf1c352918d655624b4782, r), r), r)
                sum := addmod(sum, mulmod(mload(F4_P2), mulmod(mload(U_INV_P2), 0x0ee7fc8593dc04bc60c87788398f679089af60c1927a1b3f494e2f73552e5ab2, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_2), r), r), r)
            }
            mstore(OPENED, combine())
        }
    }

    /// The setup in memory, as the precompiles read it: a place for the factor behind each commitment, [s]_2 in the pairing.
    function _placeSetup() private view {
        uint256 word;
        word = F0_X;
        assembly { mstore(F0_MPTR, word) }
        word = F0_Y;
        assembly { mstore(add(F0_MPTR, 0x20), word) }
        word = F1_X;
        assembly { mstore(F1_MPTR, word) }
        word = F1_Y;
        assembly { mstore(add(F1_MPTR, 0x20), word) }
        word = F2_X;
        assembly { mstore(F2_MPTR, word) }
        word = F2_Y;
        assembly { mstore(add(F2_MPTR, 0x20), word) }
        word = F3_X;
        assembly { mstore(F3_MPTR, word) }
        word = F3_Y;
        assembly { mstore(add(F3_MPTR, 0x20), word) }
        word = F4_X;
        assembly { mstore(F4_MPTR, word) }
        word = F4_Y;
        assembly { mstore(add(F4_MPTR, 0x20), word) }
        word = F5_X;
        assembly { mstore(F5_MPTR, word) }
        word = F5_Y;
        assembly { mstore(add(F5_MPTR, 0x20), word) }
        word = F6_X;
        assembly { mstore(F6_MPTR, word) }
        word = F6_Y;
        assembly { mstore(add(F6_MPTR, 0x20), word) }
        word = F7_X;
        assembly { mstore(F7_MPTR, word) }
        word = F7_Y;
        assembly { mstore(add(F7_MPTR, 0x20), word) }
        word = S_G2_X_IM;
        assembly { mstore(add(PAIRING_MPTR, 0x40), word) }
        word = S_G2_X_RE;
        assembly { mstore(add(PAIRING_MPTR, 0x60), word) }
        word = S_G2_Y_IM;
        assembly { mstore(add(PAIRING_MPTR, 0x80), word) }
        word = S_G2_Y_RE;
        assembly { mstore(add(PAIRING_MPTR, 0xa0), word) }
    }

    /// The sum of all commitments by their factors, and the pairing.
    function _checkOpening(uint256 words) private view {
        bool available;
        bool valid;
        assembly {
            // Adds scalar * point to the sum, a point in calldata.
            function term(point, scalar) -> done {
                calldatacopy(POINT_MPTR, point, 0x40)
                mstore(SCALAR_MPTR, scalar)
                done := staticcall(gas(), 0x07, POINT_MPTR, 0x60, POINT_MPTR, 0x40)
                done := and(done, eq(returndatasize(), 0x40))
                done := and(done, staticcall(gas(), 0x06, SUM_MPTR, 0x80, SUM_MPTR, 0x40))
                done := and(done, eq(returndatasize(), 0x40))
            }
            // The same for a point in memory, with a place for the scalar behind it.
            function fixedTerm(at, scalar) -> done {
                mstore(add(at, 0x40), scalar)
                done := staticcall(gas(), 0x07, at, 0x60, POINT_MPTR, 0x40)
                done := and(done, eq(returndatasize(), 0x40))
                done := and(done, staticcall(gas(), 0x06, SUM_MPTR, 0x80, SUM_MPTR, 0x40))
                done := and(done, eq(returndatasize(), 0x40))
            }
            function sumCommitments(points) -> done {
                let r := R
                let y := mload(OPEN_Y)
                let s := 1
                done := 1
                calldatacopy(SUM_MPTR, add(points, 0xc0), 0x40) // a1
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x240), s)) // a7
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x380), s)) // a12
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x3c0), s)) // a13
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x500), s)) // a18
                s := mulmod(s, y, r)
                done := and(done, fixedTerm(F3_MPTR, s)) // f3
                s := mulmod(s, y, r)
                done := and(done, fixedTerm(F5_MPTR, s)) // f5
                s := mulmod(s, y, r)
                done := and(done, fixedTerm(F6_MPTR, s)) // f6
                s := mulmod(s, y, r)
                done := and(done, fixedTerm(F7_MPTR, s)) // f7
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0), s)) // f8
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x40), s)) // f9
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x5c0), s)) // quotient, piece 0
                let t := mulmod(s, mload(XN), r)
                done := and(done, term(add(points, 0x600), t)) // quotient, piece 1
                t := mulmod(t, mload(XN), r)
                done := and(done, term(add(points, 0x640), t)) // quotient, piece 2
                t := mulmod(t, mload(XN), r)
                done := and(done, term(add(points, 0x680), t)) // quotient, piece 3
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x580), s)) // random
                s := mload(FACTOR_1)
                done := and(done, term(add(points, 0x200), s)) // a6
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x280), s)) // a8
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x2c0), s)) // a9
                s := mload(FACTOR_2)
                done := and(done, term(add(points, 0x300), s)) // a10
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x340), s)) // a11
                s := mload(FACTOR_3)
                done := and(done, term(add(points, 0x540), s)) // a19
                s := mload(FACTOR_4)
                done := and(done, term(add(points, 0x80), s)) // a0
                s := mload(FACTOR_5)
                done := and(done, term(add(points, 0x100), s)) // a2
                s := mload(FACTOR_6)
                done := and(done, term(add(points, 0x140), s)) // a3
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x4c0), s)) // a17
                s := mload(FACTOR_7)
                done := and(done, term(add(points, 0x180), s)) // a4
                s := mload(FACTOR_8)
                done := and(done, term(add(points, 0x1c0), s)) // a5
                s := mload(FACTOR_9)
                done := and(done, term(add(points, 0x400), s)) // a14
                s := mload(FACTOR_10)
                done := and(done, term(add(points, 0x440), s)) // a15
                s := mload(FACTOR_11)
                done := and(done, term(add(points, 0x480), s)) // a16
                s := mload(FACTOR_12)
                done := and(done, fixedTerm(F2_MPTR, s)) // f2
                s := mload(FACTOR_13)
                done := and(done, fixedTerm(F0_MPTR, s)) // f0
                s := mload(FACTOR_14)
                done := and(done, fixedTerm(F1_MPTR, s)) // f1
                s := mload(FACTOR_15)
                done := and(done, fixedTerm(F4_MPTR, s)) // f4
                // The evaluations and the two opening points.
                mstore(POINT_MPTR, 1)
                mstore(add(POINT_MPTR, 0x20), 2)
                done := and(done, fixedTerm(POINT_MPTR, sub(r, mload(OPENED))))
                done := and(done, term(add(points, H1_CPTR), sub(r, mload(Z_0))))
                done := and(done, term(add(points, H2_CPTR), mload(OPEN_U)))
            }
            available := sumCommitments(words)
            // e(H2, [s]_2) e(sum, -[1]_2) = 1
            calldatacopy(PAIRING_MPTR, add(words, H2_CPTR), 0x40)
            mstore(add(PAIRING_MPTR, 0xc0), mload(SUM_MPTR))
            mstore(add(PAIRING_MPTR, 0xe0), mload(add(SUM_MPTR, 0x20)))
            mstore(add(PAIRING_MPTR, 0x100), 0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2)
            mstore(add(PAIRING_MPTR, 0x120), 0x1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed)
            mstore(add(PAIRING_MPTR, 0x140), 0x275dc4a288d1afb3cbb1ac09187524c7db36395df7be3b99e673b13a075a65ec)
            mstore(add(PAIRING_MPTR, 0x160), 0x1d9befcd05a5323e6da4d435f3b617cdb3af83285c2df711ef39c01571827f9d)
            let done := staticcall(gas(), 0x08, PAIRING_MPTR, 0x180, PAIRING_MPTR, 0x20)
            available := and(available, and(done, eq(returndatasize(), 0x20)))
            valid := eq(mload(PAIRING_MPTR), 1)
        }
        if (!available) revert PrecompileFailed();
        if (!valid) revert InvalidProof();
    }
}
