// SPDX-License-Identifier: MIT OR Apache-2.0
// Written by the generator in `evm-verifier`. Do not edit: change templates/Verifier.sol or the circuit.
pragma solidity ^0.8.24;

/// @title vnTinyRAM verifier for profile k16-r32
/// @notice One contract serves every program of the profile: the program is an argument. A call that returns is an accepted
///         proof, every other outcome is a revert; nothing is stored and no other contract is called.
///         One creation code serves every setup (SRS): what depends on it is given to the constructor. No owner, no upgrade.
/// @dev    The proof is a Halo2 proof (KZG on BN254, SHPLONK openings, Keccak transcript) of 2^16 rows:
///         selector (4 bytes) || program points || advice, random and quotient points || evaluations || two opening points.
///         Points are x || y, words are big-endian. "Word i" in an error counts 32-byte words after the selector.
contract VnTinyRamVerifier_k16_r32 {
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

    string public constant PROFILE = "k16-r32";
    uint256 public constant PROOF_LENGTH = 5444;
    uint256 public constant MAX_PUBLIC_BYTES = 444;

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
    uint256 private constant INSTANCE_SIZE = 0x2420;
    uint256 private constant ANSWER_MPTR = 0x1f60;
    uint256 private constant LENGTH_MPTR = 0x1fa0;
    uint256 private constant GROUP_MPTR = 0x2120;
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
    uint256 private constant ABSORB_MPTR = 0x3b80;
    // What one inversion inverts; then, at a distance, the products before each.
    uint256 private constant INVERSES_MPTR = 0x3fe0;
    uint256 private constant X_INV = 0x3fe0;
    uint256 private constant XN_INV = 0x4000;
    uint256 private constant INSTANCE_INV = 0x4020;
    uint256 private constant U_INV_M8 = 0x4040;
    uint256 private constant U_INV_M7 = 0x4060;
    uint256 private constant U_INV_M6 = 0x4080;
    uint256 private constant U_INV_M5 = 0x40a0;
    uint256 private constant U_INV_M4 = 0x40c0;
    uint256 private constant U_INV_M3 = 0x40e0;
    uint256 private constant U_INV_M2 = 0x4100;
    uint256 private constant U_INV_M1 = 0x4120;
    uint256 private constant U_INV = 0x4140;
    uint256 private constant U_INV_P1 = 0x4160;
    uint256 private constant U_INV_P2 = 0x4180;
    uint256 private constant U_INV_P3 = 0x41a0;
    uint256 private constant U_INV_P4 = 0x41c0;
    uint256 private constant U_INV_P5 = 0x41e0;
    uint256 private constant U_INV_P6 = 0x4200;
    uint256 private constant U_INV_P7 = 0x4220;
    uint256 private constant U_INV_P8 = 0x4240;
    uint256 private constant PRODUCTS = 0x280;
    // Arguments of precompiles.
    uint256 private constant SCRATCH_MPTR = 0x44e0;
    uint256 private constant SUM_MPTR = 0x45a0;
    uint256 private constant POINT_MPTR = 0x45e0;
    uint256 private constant SCALAR_MPTR = 0x4620;
    uint256 private constant PAIRING_MPTR = 0x4640;
    // Commitments of the setup, each with a place for its factor.
    uint256 private constant F0_MPTR = 0x47c0;
    uint256 private constant F1_MPTR = 0x4820;
    uint256 private constant F2_MPTR = 0x4880;
    uint256 private constant F3_MPTR = 0x48e0;
    uint256 private constant F4_MPTR = 0x4940;
    uint256 private constant F5_MPTR = 0x49a0;
    uint256 private constant F6_MPTR = 0x4a00;
    uint256 private constant F7_MPTR = 0x4a60;
    uint256 private constant MEMORY_END = 0x4ac0;
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
            bytes.concat(hex"766e54696e7952414d207665726966696572207631006b31362d72333200000000107748397f5e2a67d1f4baa8b4294ce24344f8ac153cce02f41c85297617311ba0", abi.encodePacked(fixedCommitments), hex"edf692d95cbdde46ddda5ef7d422436779445c5e66006a42761e1f12efde0018c212f3aeb785e49712e7a9353349aaf1255dfb31b7bf60723a480d9293938e19", _compress(sG2))
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
                numerator := mulmod(answer, 0x2ad9021ed07c42ab19f77c5cf2cbd2deb135ea330f1b1573bd08d99309c4bb7d, r)
                denominator := addmod(x, sub(r, 0x2ad9021ed07c42ab19f77c5cf2cbd2deb135ea330f1b1573bd08d99309c4bb7d), r)
            }
            if publicBytes {
                root := 0x143a985841ce841321ff9e9960436fd8a157feae104142e26108d9c3c9426796
                difference := addmod(x, sub(r, root), r)
                numerator := addmod(
                    mulmod(numerator, difference, r), mulmod(mulmod(mload(LENGTH_MPTR), root, r), denominator, r), r
                )
                denominator := mulmod(denominator, difference, r)
                root := 0x0a3ef25d6d3993077e3b0a9bd67ac24a6f8ca19e75ee5216a8f6d7c0d446fbff
                let source := GROUP_MPTR
                for { let used := 0 } lt(used, publicBytes) { used := add(used, GROUP_BYTES) } {
                    difference := addmod(x, sub(r, root), r)
                    numerator := addmod(
                        mulmod(numerator, difference, r), mulmod(mulmod(mload(source), root, r), denominator, r), r
                    )
                    denominator := mulmod(denominator, difference, r)
                    source := add(source, GROUP_STRIDE)
                    root := mulmod(root, 0x149745547fcc6ed562454d3a03bb23c41093ace50a6310c145533c2c02ba6938, r)
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
            value := addmod(u, sub(r, mulmod(x, 0x09ff38534bd08f2b08b6010aaee9ac485d3afb3a9ae4280907537b08fc6e53e5, r)), r)
            mstore(U_INV_M8, value)
            mstore(add(U_INV_M8, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2ac3d54a49de8a07b13c389a432d6e01faa76838ece138fc912ad8e6979f9713, r)), r)
            mstore(U_INV_M7, value)
            mstore(add(U_INV_M7, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x17cbd779ed6ea1b8e9dbcde0345b2cfdb96e80bea0dd1318bdd0e183a00e0492, r)), r)
            mstore(U_INV_M6, value)
            mstore(add(U_INV_M6, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2d9b8ce0580a978acc41fe7f381e1f0e015e6be145496eae7028e2c194ae8da9, r)), r)
            mstore(U_INV_M5, value)
            mstore(add(U_INV_M5, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2f9c1d051b2a29bd1d13a09c1489aec5303c2fb2ac7d853ee7a58fdb65b90d7d, r)), r)
            mstore(U_INV_M4, value)
            mstore(add(U_INV_M4, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x299110e6835fd73731fb3ce6de87151988da403c265467a96b9cda0d7daa72e4, r)), r)
            mstore(U_INV_M3, value)
            mstore(add(U_INV_M3, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x1f67bc4574eaef5e630a13c710221a3e3d491e59fddabaf321e56f3ca8d91624, r)), r)
            mstore(U_INV_M2, value)
            mstore(add(U_INV_M2, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x0cf312e84f2456134e812826473d3dfb577b2bfdba762aba88b47b740472c1f0, r)), r)
            mstore(U_INV_M1, value)
            mstore(add(U_INV_M1, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, x), r)
            mstore(U_INV, value)
            mstore(add(U_INV, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x09d2cc4b5782fbe923e49ace3f647643a5f5d8fb89091c3ababd582133584b29, r)), r)
            mstore(U_INV_P1, value)
            mstore(add(U_INV_P1, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2b7ddfe4383c8d806530b94d3120ce6fcb511871e4d44a65f0acd0b96a8a942e, r)), r)
            mstore(U_INV_P2, value)
            mstore(add(U_INV_P2, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x211d854c06293d951277abcfed1c9468dce16248f5b11c0aae9a4b30c2ce5ad8, r)), r)
            mstore(U_INV_P3, value)
            mstore(add(U_INV_P3, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2337acd19f40bf2b2aa212849e9a0c07d626d9ca335d73a09119dbe6eaab3cac, r)), r)
            mstore(U_INV_P4, value)
            mstore(add(U_INV_P4, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x152458bd9e19206ba7034344ae5f728b88ea0810ae386d78c6b0960af69b4faf, r)), r)
            mstore(U_INV_P5, value)
            mstore(add(U_INV_P5, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x25386e519c26d1dfa3e4da78679860d7c8656f10fd62226bc643262751cc6c03, r)), r)
            mstore(U_INV_P6, value)
            mstore(add(U_INV_P6, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x27abbfb775c97f3dd5c9246feed42d323acd7dfd6d55faea097e34318b2e409d, r)), r)
            mstore(U_INV_P7, value)
            mstore(add(U_INV_P7, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x10e3d295c1599ff535a1bb49f23d81aa03bd0ed25881f9ed12b179af67f67ae1, r)), r)
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
            mstore(INSTANCE, mulmod(value, mulmod(addmod(xn, sub(r, 1), r), 0x30641e0e92bebef818268d663bcad6dbcfd6c0149170f6d7d350b1b1fa6c1001, r), r))
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
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_3), add(mload(A0), 32), r))
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
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_5), mload(SHARED_2), r), add(mload(A0), sub(r, 0x0000000000000000000000000000000000000000000000000000000020000070)), r))
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
                g := add(sub(r, mod(add(mload(A10_P1), mulmod(256, mload(A10_P4), r)), r)), add(sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A10_P3), r)), add(mload(A3), sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000000200000, add(mload(A10), sub(r, mulmod(2048, mulmod(mload(SHARED_0), mload(A16_P1), r), r))), r)))))
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
                g := addmod(mulmod(g, y, r), add(mulmod(mload(SHARED_0), mload(SHARED_3), r), add(sub(r, mulmod(mload(SHARED_5), add(sub(r, mod(mload(SHARED_3), r)), add(1, mload(A4))), r)), add(add(mload(A0_P2), sub(r, mod(mload(SHARED_3), r))), sub(r, mulmod(mload(A15_P1), add(sub(r, mod(mload(SHARED_3), r)), add(mload(SHARED_6), 113)), r))))), r)
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
                mstore(SHARED_12, add(mload(A0), sub(r, 113)))
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
                mstore(SHARED_15, add(mload(A0_P8), sub(r, 113)))
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
                g := add(mulmod(g, y, r), addmod(mulmod(mload(SHARED_7), mulmod(mload(A14_P3), mload(SHARED_13), r), r), add(mulmod(mload(A15_P1), mulmod(mload(SHARED_2), add(sub(r, mload(SHARED_5)), add(sub(r, mulmod(256, mload(A10_P2), r)), add(mload(A6_P2), mulmod(mload(A14_P3), add(mload(A6_P3), sub(r, mload(A6_P2))), r)))), r), r), add(mulmod(mload(SHARED_0), mulmod(mload(A16_P1), add(sub(r, mload(A2)), add(32, mload(SHARED_6))), r), r), add(add(mload(SHARED_25), mulmod(mload(SHARED_26), add(sub(r, 1), add(mload(A14_P1), mulmod(mload(SHARED_20), mload(A5_P4), r))), r)), mulmod(mload(SHARED_28), add(add(mload(SHARED_8), sub(r, mload(A4_P4))), sub(r, mulmod(mload(A5_P6), add(mload(A2_P6), sub(r, mload(A4_P4))), r))), r)))), r))
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
                sum := mulmod(add(mload(A6), mulmod(y, add(mload(A8), mulmod(y, mload(A9), r)), r)), mulmod(mload(U_INV), 0x1c91b60f51fcd02427393d3e3c6cdcdc6335bbff659729746437d47e4dfd5114, r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P1), mulmod(y, add(mload(A8_P1), mulmod(y, mload(A9_P1), r)), r)), mulmod(mload(U_INV_P1), 0x300ce367dc24cc6e96870673d5b2996117735739d4473194528e1b72e85fdbf7, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P2), mulmod(y, add(mload(A8_P2), mulmod(y, mload(A9_P2), r)), r)), mulmod(mload(U_INV_P2), 0x1975dfadde1b46636394c7b2dee17f5e87b4c6689c0ae641118a02fcc110470c, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P3), mulmod(y, add(mload(A8_P3), mulmod(y, mload(A9_P3), r)), r)), mulmod(mload(U_INV_P3), 0x231cd613d002529c90035ac4b2fcccbb7e2ebd7e39c11e1e8c3da566f9d9287d, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P4), mulmod(y, add(mload(A8_P4), mulmod(y, mload(A9_P4), r)), r)), mulmod(mload(U_INV_P4), 0x2913e12764f59325840b341e8a24f99ea401600d91e5ee506af5096e0d97e212, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P5), mulmod(y, add(mload(A8_P5), mulmod(y, mload(A9_P5), r)), r)), mulmod(mload(U_INV_P5), 0x26081adcbc216bf3c9700272a61e82449ac8ca0c66491e9111028f9d2feb27c5, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P6), mulmod(y, add(mload(A8_P6), mulmod(y, mload(A9_P6), r)), r)), mulmod(mload(U_INV_P6), 0x17e2eb6c63d98aea65357bd118070906039634432043aef78d8fbfa045dbcb58, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A6_P7), mulmod(y, add(mload(A8_P7), mulmod(y, mload(A9_P7), r)), r)), mulmod(mload(U_INV_P7), 0x01c5519504c8613a358844049b3e7291061693ed38821794f554dae33b5a8e42, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_7), r), r), r)
                // [0, 1, 2, 3, 4]: a10, a11
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_2, mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r), r), r))
                sum := mulmod(add(mload(A10), mulmod(y, mload(A11), r)), mulmod(mload(U_INV), 0x202accb6d7515b46b9ff244aa7217d79fe98bd06bf0f10364c0560e3e1769167, r), r)
                sum := addmod(sum, mulmod(add(mload(A10_P1), mulmod(y, mload(A11_P1), r)), mulmod(mload(U_INV_P1), 0x0ed2c801f51dd5b715761b2766e72d73393565f077cd7d39f918953d62ce0233, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A10_P2), mulmod(y, mload(A11_P2), r)), mulmod(mload(U_INV_P2), 0x0335f29c5486870a2e6d3469793bf58f397c181575249501b3ffec31b12c2061, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A10_P3), mulmod(y, mload(A11_P3), r)), mulmod(mload(U_INV_P3), 0x0a9d0c0e79b877a2c989ebc45889f7b516696cb25aabb31e6b97c6ca67d881bf, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A10_P4), mulmod(y, mload(A11_P4), r)), mulmod(mload(U_INV_P4), 0x23f8098227b510a8a9342bcd23341888c8b428d1ecc60b92230e420a82b6ca48, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_4), r), r), r)
                // [0, 1]: a19
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_3, mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r))
                sum := mulmod(mload(A19), mulmod(mload(U_INV), 0x0b7f93281d21f9f98f860edb368dffb3c59b59772574d7022e3eb8f3bed3b7b7, r), r)
                sum := addmod(sum, mulmod(mload(A19_P1), mulmod(mload(U_INV_P1), 0x24e4bb4ac40fa63028ca36db4af358a962988ed15444998f15a33ca0312c484a, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [-2, 0, 2, 4, 6, 8]: a0
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_4, mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P2), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r), r), r), r))
                sum := mulmod(mload(A0_M2), mulmod(mload(U_INV_M2), 0x135c030eb13617035d8fdc40ade5e6d584f8135942991b56450128eec4e02484, r), r)
                sum := addmod(sum, mulmod(mload(A0), mulmod(mload(U_INV), 0x067ed65e659ec142bdea5cbf0370a01f2d0f98b2c57033fb169a46ca6bad18bf, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P2), mulmod(mload(U_INV_P2), 0x15809451470b3c325267a31c67143ad80acfaad2a8c2e9b7c2e5e4aad15855d5, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P4), mulmod(mload(U_INV_P4), 0x04f1b49c6e0640cdecd2847e8bca11aae661e0c0079a1878698ab5b75087a228, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P6), mulmod(mload(U_INV_P6), 0x304fa3f75986a5bb49346785679debdc1198490a9d833d0bf32a902ca6e1451a, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P8), mulmod(mload(U_INV_P8), 0x2c9025067e27e57b8508090378b149c3c3ca38301742c326506f4673d6b185a9, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_5), r), r), r)
                // [0, 2, 4, 6]: a2
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_5, mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P2), mulmod(mload(U_INV), factor, r), r), r), r))
                sum := mulmod(mload(A2), mulmod(mload(U_INV), 0x080f9e6b2e499ccd8ee7178f8329e114b03876ce1d10f549106714fc101c3263, r), r)
                sum := addmod(sum, mulmod(mload(A2_P2), mulmod(mload(U_INV_P2), 0x1743bbef5487416b2cdca38cfe6211bfc1f850f60bf12be928641ea32a4025f3, r), r), r)
                sum := addmod(sum, mulmod(mload(A2_P4), mulmod(mload(U_INV_P4), 0x20687816c72302c696b92b6369357e670aec160f5e282c3ac859dd3a162f888e, r), r), r)
                sum := addmod(sum, mulmod(mload(A2_P6), mulmod(mload(U_INV_P6), 0x210cca74786f5f541e23a4ed18413f7ed34af2bd6c4893b5869eda4e8f741f1e, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_3), r), r), r)
                // [0, 2]: a3, a17
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_6, mulmod(mload(U_INV_P2), mulmod(mload(U_INV), factor, r), r))
                sum := mulmod(add(mload(A3), mulmod(y, mload(A17), r)), mulmod(mload(U_INV), 0x3041713f7997717bba216fab79582410b6573580f2ce30b051aaa9d4f8e19aaf, r), r)
                sum := addmod(sum, mulmod(add(mload(A3_P2), mulmod(y, mload(A17_P2), r)), mulmod(mload(U_INV_P2), 0x0022dd33679a2eadfe2ed60b0829344c71dcb2c786eb3fe0f2374bbef71e6552, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [0, 2, 4, 6, 8]: a4
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_7, mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P2), mulmod(mload(U_INV), factor, r), r), r), r), r))
                sum := mulmod(mload(A4), mulmod(mload(U_INV), 0x16e4435ea8b7ff6aec864f79f86a32fd5c820fc08ee7fa0add78e8a9623a3f8f, r), r)
                sum := addmod(sum, mulmod(mload(A4_P2), mulmod(mload(U_INV_P2), 0x12b14dfba4f31a472d0fb6dbd38846a66402d9d8abe42266475049e14a01e9db, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P4), mulmod(mload(U_INV_P4), 0x019eeb4c07e98dff0bd2b0ce2990ca3e75b62bac836bfcf2d25a1ad61fd9ecab, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P6), mulmod(mload(U_INV_P6), 0x00bd4c7b63bccbbbd29a3fcb05adb155532f8a4cf51914dd3d7d90d890e82508, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P8), mulmod(mload(U_INV_P8), 0x0472855127e02cbcc04d4ec7865063259ec948b5c66842500f41175a9301c4e4, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_4), r), r), r)
                // [-2, 0, 2, 4, 6]: a5
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_8, mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P2), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r), r), r))
                sum := mulmod(mload(A5_M2), mulmod(mload(U_INV_M2), 0x0ed4a4f37a6e629d5d9f37ea754051e8ac4998f271d704c1cd11d3ad521e0d2c, r), r)
                sum := addmod(sum, mulmod(mload(A5), mulmod(mload(U_INV), 0x0ac5160ab92e19b19a5fb4183e664dc4f6f37e6dad63d358dc2f4683804da4cb, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P2), mulmod(mload(U_INV_P2), 0x06dc2c31f5bb77d650a06841dcb3df6e7ef6b0b355ce94d8a8d9dffd91485dad, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P4), mulmod(mload(U_INV_P4), 0x2208d1fa0db55b1cc73c57a53cc85f84b8ebcf63b954ff4204936526aa8dcabe, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P6), mulmod(mload(U_INV_P6), 0x1e49e3bb8b55f11160c4df8335dfd21975483919c51474ed31158bd2d1be25a0, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_4), r), r), r)
                // [-2, 0, 1, 2, 3, 4, 5, 6, 7, 8]: a14
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_9, mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r), r), r), r), r), r), r), r))
                sum := mulmod(mload(A14_M2), mulmod(mload(U_INV_M2), 0x044896a105c7697be14b4ed7869aedc32b5f8f23e42ace3c5c14e30f6f3c9830, r), r)
                sum := addmod(sum, mulmod(mload(A14), mulmod(mload(U_INV), 0x14734d500f2d05203c2e8ec2caf6cd711c1063c5190501fae9a31eb6f6511400, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P1), mulmod(mload(U_INV_P1), 0x104d92b1e3ec177b1c45b55b71948de176559c97e029d08181f630985781b16a, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P2), mulmod(mload(U_INV_P2), 0x1874522cc76af8b01ce2ebbe75d08ae93d5db2487b24efe1b3b28904edc8ef88, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P3), mulmod(mload(U_INV_P3), 0x18d74d9b0125c9d261f8cd803056f1f04bd6d59051a26eaafec404279d30bfc0, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P4), mulmod(mload(U_INV_P4), 0x01e5c4ea0681bd1f25453e619634a1291873bf4f2a4f8af7683fb326182f6c91, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P5), mulmod(mload(U_INV_P5), 0x08457ea2fb6219d8cb6f58bd743f2351c37707d7e3d0d068de9415b6b47a6718, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P6), mulmod(mload(U_INV_P6), 0x156cd10641c82216cc25136ceff9696f64273f17883a48c64a636c3d02dfe6c9, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P7), mulmod(mload(U_INV_P7), 0x1e6e9915d973d534aa275d698a690da2b19f7e38ca893c746fd202ccd46c4861, r), r), r)
                sum := addmod(sum, mulmod(mload(A14_P8), mulmod(mload(U_INV_P8), 0x293575b7a63569c9c1a4c2b017e15ff868240550dbe0e2649459deddd400f04f, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_9), r), r), r)
                // [0, 1, 2, 3, 4, 5, 6, 7, 8]: a15
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_10, mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r), r), r), r), r), r), r))
                sum := mulmod(mload(A15), mulmod(mload(U_INV), 0x021488fe8cf8b3657001b9d228e03852275c89b6a0f3b50308be55b2431ad47a, r), r)
                sum := addmod(sum, mulmod(mload(A15_P1), mulmod(mload(U_INV_P1), 0x2f4e855d321787b2400879a727b81ccaff5f9715f4d3c63f197f69164fc71c87, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P2), mulmod(mload(U_INV_P2), 0x13d294a61c07cf342b41392f4288c08ba1e42937a79be863d1d39cf609b7e753, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P3), mulmod(mload(U_INV_P3), 0x0945a0f78128340c98698d1c22f30e12fc536c8cf809d240d1028dc1b4df454d, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P4), mulmod(mload(U_INV_P4), 0x0bb3a905f82a23dc9b21a0acd65fe62e4fb263e27fb9a047e5464383c9ac8b07, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P5), mulmod(mload(U_INV_P5), 0x24fac5946ee31787e09abab25269b8804ecaa8053c7f6961cede4f0dbfe04fda, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P6), mulmod(mload(U_INV_P6), 0x2a22d78531cad12c595a54ef386424760ebc21b9e438aed99afcdb76056045f2, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P7), mulmod(mload(U_INV_P7), 0x10e38a7f43b461f97238fe9732ab313941e3a69e0346ce2309d561057fc54eed, r), r), r)
                sum := addmod(sum, mulmod(mload(A15_P8), mulmod(mload(U_INV_P8), 0x076125334bf9d3c4263c6e2fbc18495aecbf16510dc005b7f17d1dc25fd472a3, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_8), r), r), r)
                // [0, 1, 2, 3]: a16
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_11, mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r), r))
                sum := mulmod(mload(A16), mulmod(mload(U_INV), 0x18ed0485a84b7785ed003df61dfccfc02577b25b7cc0e9dc745f8bf462cfbc04, r), r)
                sum := addmod(sum, mulmod(mload(A16_P1), mulmod(mload(U_INV_P1), 0x2ac8c20e37b14f8ab174aad4731e7e1b68c034d61920df0a509a81869b3db3d8, r), r), r)
                sum := addmod(sum, mulmod(mload(A16_P2), mulmod(mload(U_INV_P2), 0x2e053bfc2ef7a2fea1ad4f653c20497638723e536353f4bacf25195c9c78ea09, r), r), r)
                sum := addmod(sum, mulmod(mload(A16_P3), mulmod(mload(U_INV_P3), 0x1f71e8c894a0766de8ce98f3b74871c5b1f1935473f694123786b9e43579a61e, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_3), r), r), r)
                // [-8, -7, -6, -5, -4, -3, -2, -1, 0, 8]: f2
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_12, mulmod(mload(U_INV_P8), mulmod(mload(U_INV), mulmod(mload(U_INV_M1), mulmod(mload(U_INV_M2), mulmod(mload(U_INV_M3), mulmod(mload(U_INV_M4), mulmod(mload(U_INV_M5), mulmod(mload(U_INV_M6), mulmod(mload(U_INV_M7), mulmod(mload(U_INV_M8), factor, r), r), r), r), r), r), r), r), r), r))
                sum := mulmod(mload(F2_M8), mulmod(mload(U_INV_M8), 0x22d331c376aa31417980ab3eded60e909e71fc6175d3e12f0623cdd250348096, r), r)
                sum := addmod(sum, mulmod(mload(F2_M7), mulmod(mload(U_INV_M7), 0x19bea6ef02ce99059089ca51fc273f502cc060b02124fa8f417e95b3b3e1173f, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M6), mulmod(mload(U_INV_M6), 0x15ff5204bd96f0d0eb8ac9bd5339886555e947ec52afc24ea00231133dad423f, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M5), mulmod(mload(U_INV_M5), 0x1df74ad7cb25a3a23985e5a2f56be953451d60f34ef0caf840b85a25a080eebd, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M4), mulmod(mload(U_INV_M4), 0x1b2e28e1cef1af89da852a67283184988e180d33f48fd2d6f06c6ed53dd8fc5c, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M3), mulmod(mload(U_INV_M3), 0x0faebd46a9279bbde864f8c34f52a6f9a5820931b301ff50495a6914d8327d52, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M2), mulmod(mload(U_INV_M2), 0x0c0c7d24907e80ff0f0ab5506383199a9e04f96ecff3044c9bca9de26b51fe5d, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_M1), mulmod(mload(U_INV_M1), 0x10647f7620b196bded4eb4ef4094655f029f9e8450c089da4959c34d33a661e6, r), r), r)
                sum := addmod(sum, mulmod(mload(F2), mulmod(mload(U_INV), 0x24d4c0f4901abef25ecc1f4545e24adf89b31d4c9edefc350ada2dbe3e9f9b35, r), r), r)
                sum := addmod(sum, mulmod(mload(F2_P8), mulmod(mload(U_INV_P8), 0x154a6ef7aa5ea01f4c668af0026604cd04d8b7d3c0e16d4e0147764cda18c20e, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_9), r), r), r)
                // [-1, 0]: f0
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_13, mulmod(mload(U_INV), mulmod(mload(U_INV_M1), factor, r), r))
                sum := mulmod(mload(F0_M1), mulmod(mload(U_INV_M1), 0x0b7f93281d21f9f98f860edb368dffb3c59b59772574d7022e3eb8f3bed3b7b6, r), r)
                sum := addmod(sum, mulmod(mload(F0), mulmod(mload(U_INV), 0x24e4bb4ac40fa63028ca36db4af358a962988ed15444998f15a33ca0312c484b, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [-2, 0]: f1
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_14, mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r))
                sum := mulmod(mload(F1_M2), mulmod(mload(U_INV_M2), 0x3041713f7997717bba216fab79582410b6573580f2ce30b051aaa9d4f8e19aae, r), r)
                sum := addmod(sum, mulmod(mload(F1), mulmod(mload(U_INV), 0x0022dd33679a2eadfe2ed60b0829344c71dcb2c786eb3fe0f2374bbef71e6553, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [-2, 0, 2]: f4
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_15, mulmod(mload(U_INV_P2), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r))
                sum := mulmod(mload(F4_M2), mulmod(mload(U_INV_M2), 0x15eda5f216991bec65a82cb7eaf787b9f9e188780904dba8eef295fcc88f6437, r), r)
                sum := addmod(sum, mulmod(mload(F4), mulmod(mload(U_INV), 0x07f38a380fc54c8eef17a89584c637689189afd04e61ea1de14030ec703d60fa, r), r), r)
                sum := addmod(sum, mulmod(mload(F4_P2), mulmod(mload(U_INV_P2), 0x12831e48bad337ae6390706911c3993a9cc8b0002252aaca73af2eaab7333ad0, r), r), r)
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
