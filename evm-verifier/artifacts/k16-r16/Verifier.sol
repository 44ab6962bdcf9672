// SPDX-License-Identifier: MIT OR Apache-2.0
// Written by the generator in `evm-verifier`. Do not edit: change templates/Verifier.sol or the circuit.
pragma solidity ^0.8.24;

/// @title vnTinyRAM verifier for profile k16-r16
/// @notice One contract serves every program of the profile: the program is an argument. A call that returns is an accepted
///         proof, every other outcome is a revert; nothing is stored and no other contract is called.
///         One creation code serves every setup (SRS): what depends on it is given to the constructor. No owner, no upgrade.
/// @dev    The proof is a Halo2 proof (KZG on BN254, SHPLONK openings, Keccak transcript) of 2^16 rows:
///         selector (4 bytes) || program point || advice, random and quotient points || evaluations || two opening points.
///         Points are x || y, words are big-endian. "Word i" in an error counts 32-byte words after the selector.
contract VnTinyRamVerifier_k16_r16 {
    /// The proof does not hold for this program, answer and public values.
    error InvalidProof();
    /// The proof was made for another profile, version or setup.
    error WrongVerifier(bytes4 received, bytes4 expected);
    error WrongProofLength(uint256 received, uint256 expected);
    /// The program point in the proof is that of another program.
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

    string public constant PROFILE = "k16-r16";
    uint256 public constant PROOF_LENGTH = 4324;
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
    uint256 private immutable S_G2_X_IM;
    uint256 private immutable S_G2_X_RE;
    uint256 private immutable S_G2_Y_IM;
    uint256 private immutable S_G2_Y_RE;

    /// Order of BN254's groups: the field of the scalars.
    uint256 private constant R = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;
    /// The field of BN254's coordinates.
    uint256 private constant Q = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47;

    // The proof, in bytes from its first word.
    uint256 private constant POINTS_END = 0x4c0;
    uint256 private constant EVALS_CPTR = 0x4c0;
    uint256 private constant EVALS_SIZE = 0xba0;
    uint256 private constant H1_CPTR = 0x1060;
    uint256 private constant H2_CPTR = 0x10a0;
    uint256 private constant PROGRAM_SIZE = 0x40;

    /// Room for public values. Seven of their words are one scalar, and 4 scalars one row of the instance column.
    uint256 private constant PUBLIC_SIZE = 0x1c0;
    uint256 private constant WORDS_PER_ROW = 28;

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
    uint256 private constant X_INV_POW_5 = 0x220;
    uint256 private constant X_INV_POW_7 = 0x240;
    uint256 private constant X_INV_POW_8 = 0x260;
    uint256 private constant X_INV_POW_10 = 0x280;
    uint256 private constant Y_POW_4 = 0x2a0;
    uint256 private constant Y_POW_30 = 0x2c0;
    uint256 private constant FACTOR_1 = 0x2e0;
    uint256 private constant FACTOR_2 = 0x300;
    uint256 private constant FACTOR_3 = 0x320;
    uint256 private constant FACTOR_4 = 0x340;
    uint256 private constant FACTOR_5 = 0x360;
    uint256 private constant FACTOR_6 = 0x380;
    uint256 private constant FACTOR_7 = 0x3a0;
    uint256 private constant FACTOR_8 = 0x3c0;
    uint256 private constant FACTOR_9 = 0x3e0;
    uint256 private constant FACTOR_10 = 0x400;
    uint256 private constant FACTOR_11 = 0x420;
    // The evaluations of the proof, after a place for the transcript's last hash. A: advice, F: fixed; P: rows below, M: above.
    uint256 private constant EVALS_MPTR = 0x460;
    uint256 private constant A7 = 0x460;
    uint256 private constant A8 = 0x480;
    uint256 private constant A6 = 0x4a0;
    uint256 private constant A9 = 0x4c0;
    uint256 private constant A10 = 0x4e0;
    uint256 private constant A4_P1 = 0x500;
    uint256 private constant A3_P1 = 0x520;
    uint256 private constant A5_P1 = 0x540;
    uint256 private constant A1 = 0x560;
    uint256 private constant A11 = 0x580;
    uint256 private constant A12 = 0x5a0;
    uint256 private constant A12_P1 = 0x5c0;
    uint256 private constant A0 = 0x5e0;
    uint256 private constant A2 = 0x600;
    uint256 private constant A3 = 0x620;
    uint256 private constant A4 = 0x640;
    uint256 private constant A5 = 0x660;
    uint256 private constant A11_P1 = 0x680;
    uint256 private constant A11_P3 = 0x6a0;
    uint256 private constant A0_M2 = 0x6c0;
    uint256 private constant A5_M2 = 0x6e0;
    uint256 private constant A7_P1 = 0x700;
    uint256 private constant A0_P1 = 0x720;
    uint256 private constant A2_P1 = 0x740;
    uint256 private constant A0_P3 = 0x760;
    uint256 private constant A2_P3 = 0x780;
    uint256 private constant A3_P3 = 0x7a0;
    uint256 private constant A4_P3 = 0x7c0;
    uint256 private constant A1_P1 = 0x7e0;
    uint256 private constant A1_P3 = 0x800;
    uint256 private constant A0_P5 = 0x820;
    uint256 private constant A1_P5 = 0x840;
    uint256 private constant A2_P5 = 0x860;
    uint256 private constant A0_P7 = 0x880;
    uint256 private constant A1_P7 = 0x8a0;
    uint256 private constant A2_P7 = 0x8c0;
    uint256 private constant A4_P7 = 0x8e0;
    uint256 private constant A0_P6 = 0x900;
    uint256 private constant A5_P7 = 0x920;
    uint256 private constant A5_P3 = 0x940;
    uint256 private constant A5_P5 = 0x960;
    uint256 private constant A3_P6 = 0x980;
    uint256 private constant A3_P4 = 0x9a0;
    uint256 private constant A3_P7 = 0x9c0;
    uint256 private constant A3_P5 = 0x9e0;
    uint256 private constant A0_P2 = 0xa00;
    uint256 private constant A2_P2 = 0xa20;
    uint256 private constant A3_P2 = 0xa40;
    uint256 private constant A4_P2 = 0xa60;
    uint256 private constant A5_P2 = 0xa80;
    uint256 private constant A0_P4 = 0xaa0;
    uint256 private constant A4_P4 = 0xac0;
    uint256 private constant A2_P4 = 0xae0;
    uint256 private constant A4_P6 = 0xb00;
    uint256 private constant A7_P4 = 0xb20;
    uint256 private constant A7_P5 = 0xb40;
    uint256 private constant A7_P6 = 0xb60;
    uint256 private constant A7_P7 = 0xb80;
    uint256 private constant A2_P6 = 0xba0;
    uint256 private constant A4_P5 = 0xbc0;
    uint256 private constant A7_P2 = 0xbe0;
    uint256 private constant A7_P3 = 0xc00;
    uint256 private constant A0_P8 = 0xc20;
    uint256 private constant A0_P9 = 0xc40;
    uint256 private constant A4_P8 = 0xc60;
    uint256 private constant A1_P9 = 0xc80;
    uint256 private constant A8_P1 = 0xca0;
    uint256 private constant A8_P2 = 0xcc0;
    uint256 private constant A8_P3 = 0xce0;
    uint256 private constant A8_P4 = 0xd00;
    uint256 private constant A8_P5 = 0xd20;
    uint256 private constant A8_P6 = 0xd40;
    uint256 private constant A8_P7 = 0xd60;
    uint256 private constant A5_P4 = 0xd80;
    uint256 private constant A5_P6 = 0xda0;
    uint256 private constant F0 = 0xdc0;
    uint256 private constant F0_M1 = 0xde0;
    uint256 private constant F1 = 0xe00;
    uint256 private constant F1_M2 = 0xe20;
    uint256 private constant F1_M4 = 0xe40;
    uint256 private constant F3 = 0xe60;
    uint256 private constant F2 = 0xe80;
    uint256 private constant F4 = 0xea0;
    uint256 private constant F0_M2 = 0xec0;
    uint256 private constant F1_M6 = 0xee0;
    uint256 private constant F4_M2 = 0xf00;
    uint256 private constant F4_P2 = 0xf20;
    uint256 private constant F2_P2 = 0xf40;
    uint256 private constant F5 = 0xf60;
    uint256 private constant F5_P1 = 0xf80;
    uint256 private constant F1_M8 = 0xfa0;
    uint256 private constant F1_P8 = 0xfc0;
    uint256 private constant RANDOM = 0xfe0;
    // Values that several gates share.
    uint256 private constant SHARED_0 = 0x1000;
    uint256 private constant SHARED_1 = 0x1020;
    uint256 private constant SHARED_2 = 0x1040;
    uint256 private constant SHARED_3 = 0x1060;
    uint256 private constant SHARED_4 = 0x1080;
    uint256 private constant SHARED_5 = 0x10a0;
    uint256 private constant SHARED_6 = 0x10c0;
    uint256 private constant SHARED_7 = 0x10e0;
    uint256 private constant SHARED_8 = 0x1100;
    uint256 private constant SHARED_9 = 0x1120;
    uint256 private constant SHARED_10 = 0x1140;
    uint256 private constant SHARED_11 = 0x1160;
    uint256 private constant SHARED_12 = 0x1180;
    uint256 private constant SHARED_13 = 0x11a0;
    uint256 private constant SHARED_14 = 0x11c0;
    uint256 private constant SHARED_15 = 0x11e0;
    uint256 private constant SHARED_16 = 0x1200;
    uint256 private constant SHARED_17 = 0x1220;
    uint256 private constant SHARED_18 = 0x1240;
    uint256 private constant SHARED_19 = 0x1260;
    uint256 private constant SHARED_20 = 0x1280;
    uint256 private constant SHARED_21 = 0x12a0;
    uint256 private constant SHARED_22 = 0x12c0;
    uint256 private constant SHARED_23 = 0x12e0;
    uint256 private constant SHARED_24 = 0x1300;
    uint256 private constant SHARED_25 = 0x1320;
    uint256 private constant SHARED_26 = 0x1340;
    uint256 private constant SHARED_27 = 0x1360;
    uint256 private constant SHARED_28 = 0x1380;
    // The transcript's start: seed, program points, public values, first points. Later rounds lie over these points.
    uint256 private constant TRANSCRIPT_MPTR = 0x13a0;
    uint256 private constant PROGRAM_MPTR = 0x13c0;
    uint256 private constant ANSWER_MPTR = 0x1400;
    uint256 private constant LENGTH_MPTR = 0x1420;
    uint256 private constant PUBLIC_MPTR = 0x1440;
    uint256 private constant ABSORB_MPTR = 0x1600;
    // What one inversion inverts; then, at a distance, the products before each.
    uint256 private constant INVERSES_MPTR = 0x18e0;
    uint256 private constant X_INV = 0x18e0;
    uint256 private constant XN_INV = 0x1900;
    uint256 private constant INSTANCE_INV = 0x1920;
    uint256 private constant U_INV_M8 = 0x1940;
    uint256 private constant U_INV_M6 = 0x1960;
    uint256 private constant U_INV_M4 = 0x1980;
    uint256 private constant U_INV_M2 = 0x19a0;
    uint256 private constant U_INV_M1 = 0x19c0;
    uint256 private constant U_INV = 0x19e0;
    uint256 private constant U_INV_P1 = 0x1a00;
    uint256 private constant U_INV_P2 = 0x1a20;
    uint256 private constant U_INV_P3 = 0x1a40;
    uint256 private constant U_INV_P4 = 0x1a60;
    uint256 private constant U_INV_P5 = 0x1a80;
    uint256 private constant U_INV_P6 = 0x1aa0;
    uint256 private constant U_INV_P7 = 0x1ac0;
    uint256 private constant U_INV_P8 = 0x1ae0;
    uint256 private constant U_INV_P9 = 0x1b00;
    uint256 private constant PRODUCTS = 0x240;
    // Arguments of precompiles.
    uint256 private constant SCRATCH_MPTR = 0x1d60;
    uint256 private constant SUM_MPTR = 0x1e20;
    uint256 private constant POINT_MPTR = 0x1e60;
    uint256 private constant SCALAR_MPTR = 0x1ea0;
    uint256 private constant PAIRING_MPTR = 0x1ec0;
    // Commitments of the setup, each with a place for its factor.
    uint256 private constant F0_MPTR = 0x2040;
    uint256 private constant F1_MPTR = 0x20a0;
    uint256 private constant F2_MPTR = 0x2100;
    uint256 private constant F3_MPTR = 0x2160;
    uint256 private constant F4_MPTR = 0x21c0;
    uint256 private constant MEMORY_END = 0x2220;
    /// @param fixedCommitments x and y of each, in the order of the columns.
    /// @param sG2              [s]_2: imaginary and real part of x, then of y.
    constructor(uint256[10] memory fixedCommitments, uint256[4] memory sG2) {
        for (uint256 i = 0; i < fixedCommitments.length; i += 2) {
            (uint256 x, uint256 y) = (fixedCommitments[i], fixedCommitments[i + 1]);
            bool onCurve = mulmod(y, y, Q) == addmod(mulmod(x, mulmod(x, x, Q), Q), 3, Q);
            if (x >= Q || y >= Q || !onCurve) revert WrongFixedCommitment(i / 2);
        }
        _checkSG2(sG2);
        bytes32 hash = keccak256(
            bytes.concat(hex"766e54696e7952414d207665726966696572207631006b31362d72313600000000109174d9fa7e5e8e66995251ef119808b4265df24e49ba9cb0c6abad573f1ff200", abi.encodePacked(fixedCommitments), hex"edf692d95cbdde46ddda5ef7d422436779445c5e66006a42761e1f12efde0018c212f3aeb785e49712e7a9353349aaf1255dfb31b7bf60723a480d9293938e19", _compress(sG2))
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
        _placePublicValues(answer, publicValues);
        _deriveChallenges(words);
        _sumInstance(answer, publicValues.length / 4);
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

    /// programId = keccak256(VERIFIER_HASH || program point). The transcript starts with the same point, after the seed.
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

    /// The transcript goes on with answer, number of words, and the words, zeros behind them.
    function _placePublicValues(uint256 answer, bytes calldata publicValues) private pure {
        assembly {
            mstore(ANSWER_MPTR, answer)
            mstore(LENGTH_MPTR, shr(2, publicValues.length))
            calldatacopy(PUBLIC_MPTR, calldatasize(), PUBLIC_SIZE) // zeros
            calldatacopy(PUBLIC_MPTR, publicValues.offset, publicValues.length)
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
            calldatacopy(ABSORB_MPTR, add(words, 0x40), 0x2c0)
            hash := keccak256(TRANSCRIPT_MPTR, add(sub(ABSORB_MPTR, TRANSCRIPT_MPTR), 0x2c0))
            mstore(CHALLENGE_0, mod(hash, r))
            hash := again(hash)
            mstore(CHALLENGE_1, mod(hash, r))
            hash := absorb(hash, add(words, 0x300), 0x80)
            // drawn for arguments that this circuit does not use
            hash := again(hash)
            // drawn for arguments that this circuit does not use
            hash := again(hash)
            // drawn for arguments that this circuit does not use
            hash := absorb(hash, add(words, 0x380), 0x40)
            mstore(Y, mod(hash, r))
            hash := absorb(hash, add(words, 0x3c0), 0x100)
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

    /// The instance column at x, from its rows that are not zero: sum of value / (x / w^row - 1), as one fraction, times
    /// (x^n - 1) / n, which comes later. The value of a row is a polynomial in the first challenge, which was drawn after the proof's
    /// own words were committed: its scalars, then the number of words from its first one on.
    /// @dev Sums are left unreduced where a mulmod follows. For x = 0, which _invert refuses, differences are nonsense.
    function _sumInstance(uint256 answer, uint256 left) private pure {
        assembly {
            let r := R
            let beta := mload(CHALLENGE_0)
            let numerator := 0
            let denominator := 1
            if answer {
                numerator := answer
                denominator := sub(mulmod(mload(X), 0x2afd4e77273f1cb3434a4a667929058c156b21573c3f1efc882e708597d7161a, r), 1)
            }
            let ratio := mulmod(mload(X), 0x134cc5e5afc94ab49c979b9551da482647ec6f39fd68a3b3e8679228437bad48, r)
            for { let from := PUBLIC_MPTR } sgt(left, 0) { left := sub(left, WORDS_PER_ROW) } {
                let difference := sub(ratio, 1)
                // value / difference is added to the fraction; the value by Horner's rule.
                numerator := add(mulmod(numerator, difference, r), mulmod(denominator,
                    add(shr(32, mload(from)), mulmod(beta,
                    add(shr(32, mload(add(from, 28))), mulmod(beta,
                    add(shr(32, mload(add(from, 56))), mulmod(beta,
                    add(shr(32, mload(add(from, 84))), mulmod(beta,
                    left, r)), r)), r)), r))
                , r))
                denominator := mulmod(denominator, difference, r)
                ratio := mulmod(ratio, 0x2b5a575014d79f3e04cc4845a40870534e787fa397129a45c9fabffc26216329, r)
                from := add(from, 112)
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
            value := addmod(u, sub(r, mulmod(x, 0x17cbd779ed6ea1b8e9dbcde0345b2cfdb96e80bea0dd1318bdd0e183a00e0492, r)), r)
            mstore(U_INV_M6, value)
            mstore(add(U_INV_M6, PRODUCTS), product)
            product := mulmod(product, value, r)
            value := addmod(u, sub(r, mulmod(x, 0x2f9c1d051b2a29bd1d13a09c1489aec5303c2fb2ac7d853ee7a58fdb65b90d7d, r)), r)
            mstore(U_INV_M4, value)
            mstore(add(U_INV_M4, PRODUCTS), product)
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
            value := addmod(u, sub(r, mulmod(x, 0x0e13ff5d8e49f9381ce52af05681c0bd2cb871fe9816ebe9d713ffd4d7a0dd04, r)), r)
            mstore(U_INV_P9, value)
            mstore(add(U_INV_P9, PRODUCTS), product)
            product := mulmod(product, value, r)
            mstore(Z_0, mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mload(U_INV), r), r), r), r), r), r), r))
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
            value := mload(U_INV_P9)
            mstore(U_INV_P9, mulmod(inverse, mload(add(U_INV_P9, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
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
            value := mload(U_INV_M4)
            mstore(U_INV_M4, mulmod(inverse, mload(add(U_INV_M4, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(U_INV_M6)
            mstore(U_INV_M6, mulmod(inverse, mload(add(U_INV_M6, PRODUCTS)), r))
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
                mstore(SHARED_0, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A9), mulmod(mload(CHALLENGE_0), mulmod(mload(A10), mload(CHALLENGE_0), r), r)), r))))
                mstore(SHARED_1, add(mload(CHALLENGE_1), sub(r, mod(add(add(mload(A7), sub(r, mulmod(mload(A9), 256, r))), mulmod(mload(CHALLENGE_0), mulmod(mload(CHALLENGE_0), add(mload(A8), sub(r, mulmod(mload(A10), 0x0000000000000000000000000000000000000000000000000000000000010000, r))), r), r)), r))))
                mstore(SHARED_2, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A4_P1), mulmod(mload(CHALLENGE_0), add(mulmod(mload(CHALLENGE_0), mload(A3_P1), r), add(mload(F1), mulmod(mload(F1_M2), 2, r))), r)), r))))
                mstore(SHARED_3, add(mload(F1), mload(F1_M2)))
                h := add(sub(r, mulmod(mload(SHARED_1), mulmod(mload(SHARED_0), mload(SHARED_3), r), r)), add(sub(r, mulmod(mload(SHARED_2), mulmod(mload(F0), mload(SHARED_0), r), r)), add(sub(r, mulmod(mload(SHARED_2), mulmod(mload(F0), mload(SHARED_1), r), r)), mulmod(mload(SHARED_2), mulmod(mload(SHARED_1), mulmod(mload(SHARED_0), mulmod(mload(F0), mload(A11), r), r), r), r))))
                // lookups: lookups: running sum on first rows
                mstore(SHARED_2, add(mload(A12_P1), sub(r, mload(A12))))
                mstore(SHARED_4, add(mload(F1_M2), mload(F1_M4)))
                mstore(SHARED_5, add(mload(CHALLENGE_1), sub(r, mod(add(mload(A5_P1), mulmod(mload(CHALLENGE_0), add(mulmod(mload(F1), 3, r), mulmod(mload(SHARED_4), 4, r)), r)), r))))
                mstore(SHARED_6, mulmod(mload(CHALLENGE_0), 5, r))
                mstore(SHARED_7, add(mload(F3), sub(r, 1)))
                mstore(SHARED_8, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_6), add(mload(SHARED_7), sub(r, mload(A1)))), r))))
                mstore(SHARED_6, add(mload(CHALLENGE_1), sub(r, mod(add(mload(SHARED_6), mload(SHARED_7)), r))))
                h := add(mulmod(h, y, r), add(mulmod(mload(SHARED_8), mulmod(mload(SHARED_5), mulmod(mload(F0), mload(A6), r), r), r), add(sub(r, mulmod(mload(SHARED_6), mulmod(mload(F0), mload(SHARED_5), r), r)), add(sub(r, mulmod(mload(SHARED_6), mulmod(mload(SHARED_8), add(mload(F1), mload(SHARED_4)), r), r)), mulmod(mload(SHARED_6), mulmod(mload(SHARED_8), mulmod(mload(SHARED_5), mulmod(mload(F0), add(mload(SHARED_2), sub(r, mload(A11))), r), r), r), r)))))
                // lookups: lookups: running sum on second rows
                mstore(SHARED_8, add(mload(CHALLENGE_1), sub(r, mod(add(mload(F3), mulmod(mload(CHALLENGE_0), add(mload(F2), mulmod(mload(CHALLENGE_0), mload(F4), r)), r)), r))))
                h := add(mulmod(h, y, r), add(mulmod(mload(SHARED_1), mulmod(mload(SHARED_0), mulmod(mload(A6), mload(F0_M1), r), r), r), add(sub(r, mulmod(mload(SHARED_8), mulmod(mload(SHARED_0), mload(F0_M1), r), r)), add(sub(r, mulmod(mload(SHARED_8), mulmod(mload(SHARED_1), mload(F0_M1), r), r)), mulmod(mload(SHARED_8), mulmod(mload(SHARED_1), mulmod(mload(SHARED_0), mulmod(mload(SHARED_2), mload(F0_M1), r), r), r), r)))))
                // lookups: lookups: sum starts at zero
                mstore(SHARED_1, mulmod(mload(F0), add(1, sub(r, mload(F0_M2))), r))
                h := add(mulmod(h, y, r), mulmod(mload(A12), mload(SHARED_1), r))
                // lookups: lookups: sum ends at zero
                mstore(SHARED_0, mulmod(mload(F0_M2), add(1, sub(r, mload(F0))), r))
                h := add(mulmod(h, y, r), mulmod(mload(A12), mload(SHARED_0), r))
                // memory: memory: product
                mstore(SHARED_8, add(mload(F1_M4), mload(F1_M6)))
                mstore(SHARED_2, add(1, sub(r, mod(mload(SHARED_8), r))))
                mstore(SHARED_3, mod(add(mload(F1_M6), add(mload(SHARED_3), mload(F1_M4))), r))
                mstore(SHARED_5, add(mload(F0), sub(r, mload(SHARED_3))))
                mstore(SHARED_6, add(mulmod(mload(F3), add(1, sub(r, mod(mload(SHARED_5), r))), r), mulmod(mload(CHALLENGE_0), add(mulmod(mload(CHALLENGE_0), add(mulmod(mload(SHARED_2), mload(A5), r), mulmod(mload(F1), add(mload(A3), sub(r, mload(A5))), r)), r), add(mload(A4), mulmod(add(mload(F1), mload(F1_M4)), add(mload(A2), sub(r, mload(A4))), r))), r)))
                mstore(SHARED_2, add(mload(A0), mulmod(mload(CHALLENGE_0), add(mload(A1), mulmod(mload(CHALLENGE_0), add(mload(A2), mulmod(mload(CHALLENGE_0), mulmod(mload(SHARED_2), mload(A3), r), r)), r)), r)))
                h := add(mulmod(h, y, r), mulmod(mload(F0), add(mulmod(mload(A11_P3), add(mload(CHALLENGE_1), sub(r, mod(mload(SHARED_2), r))), r), sub(r, mulmod(mload(A11_P1), add(mload(CHALLENGE_1), sub(r, mod(add(mload(A0), mulmod(mload(CHALLENGE_0), mload(SHARED_6), r)), r))), r))), r))
                // memory: memory: product starts at one
                mstore(SHARED_2, add(mload(A11_P1), sub(r, 1)))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), mload(SHARED_2), r))
                // memory: memory: product ends at one
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_0), mload(SHARED_2), r))
                // boot: boot: first address
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), add(mload(A0), 16), r))
                // boot: boot: fixed addresses follow each other
                mstore(SHARED_1, add(1, sub(r, mload(F4))))
                mstore(SHARED_0, mulmod(mload(SHARED_1), mulmod(mload(F2), mload(SHARED_5), r), r))
                mstore(SHARED_2, mod(add(sub(r, 1), add(mload(A0), sub(r, mload(A0_M2)))), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_2), mulmod(mload(F0_M2), add(mload(SHARED_5), sub(r, mload(SHARED_0))), r), r))
                // boot: boot: fresh addresses ascend
                mstore(SHARED_6, add(mload(A7), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A7_P1), r)))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_0), add(mload(SHARED_2), sub(r, mod(mload(SHARED_6), r))), r))
                // boot: boot: last address
                h := add(mulmod(h, y, r), mulmod(add(mload(A0), sub(r, 0x0000000000000000000000000000000000000000000000000000000020000070)), mulmod(mload(SHARED_0), add(1, sub(r, mload(F2_P2))), r), r))
                // boot: boot: low word from the image
                mstore(SHARED_1, mulmod(mload(SHARED_5), mload(SHARED_1), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), add(mload(A4), sub(r, mload(F5))), r))
                // boot: boot: high word from the image
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), add(mload(A5), sub(r, mload(F5_P1))), r))
                // boot: tape: word is 32 bits
                mstore(SHARED_5, mulmod(mload(F4), mload(SHARED_5), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_5), add(mload(A4), sub(r, mod(mload(SHARED_6), r))), r))
                // boot: tape: end is boolean
                mstore(SHARED_0, mulmod(mload(A5), mload(SHARED_5), r))
                mstore(SHARED_2, add(1, sub(r, mload(A5))))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_0), mload(SHARED_2), r))
                // boot: tape: the end is final
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_2), mulmod(mload(A5_M2), mulmod(mload(SHARED_5), mload(F4_M2), r), r), r))
                // boot: tape: zero beyond the end
                h := add(mulmod(h, y, r), mulmod(mload(A4), mload(SHARED_0), r))
                // boot: tape: last cell is an end
                mstore(SHARED_0, mulmod(mload(SHARED_5), add(1, sub(r, mload(F4_P2))), r))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_2), mload(SHARED_0), r))
                // boot: tape: packing
                mstore(SHARED_4, mulmod(mload(F2), add(2, sub(r, mload(F2))), r))
                g := add(sub(r, mulmod(mload(A0_P3), add(1, sub(r, mload(SHARED_4))), r)), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, add(mload(A0_P1), sub(r, mulmod(mload(A4), 0x0000000000000001000000000000000000000000000000000000000000000000, r))), r))
                // boot: tape: scalar 1 moves on
                g := add(mulmod(g, y, r), add(add(mload(A2_P1), sub(r, mload(A2_P3))), sub(r, mulmod(mload(SHARED_4), add(mload(A0_P3), sub(r, mload(A2_P3))), r))))
                // boot: tape: scalar 2 moves on
                g := add(mulmod(g, y, r), add(add(mload(A3_P1), sub(r, mload(A3_P3))), sub(r, mulmod(mload(SHARED_4), add(mload(A2_P3), sub(r, mload(A3_P3))), r))))
                // boot: tape: scalar 3 moves on
                g := add(mulmod(g, y, r), add(add(mload(A4_P1), sub(r, mload(A4_P3))), sub(r, mulmod(mload(SHARED_4), add(mload(A3_P3), sub(r, mload(A4_P3))), r))))
                h := add(mulmod(h, mload(Y_POW_4), r), mulmod(g, mload(SHARED_5), r))
                // boot: tape: words left at the last cell
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_0), mload(A1_P1), r))
                // boot: tape: words left
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_5), mload(F4_P2), r), add(sub(r, mod(mload(SHARED_2), r)), add(mload(A1_P1), sub(r, mload(A1_P3)))), r))
                // boot: tape: public fingerprint
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_5), mulmod(mload(F2), add(mload(F2), sub(r, 1)), r), r), add(sub(r, mload(INSTANCE)), add(mload(A0_P1), mulmod(mload(CHALLENGE_0), add(mload(A2_P1), mulmod(mload(CHALLENGE_0), add(mload(A3_P1), mulmod(mload(CHALLENGE_0), add(mload(A4_P1), mulmod(mload(CHALLENGE_0), mload(A1_P1), r)), r)), r)), r))), r))
                // boot: output: public answer
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_1), mload(F4_P2), r), add(mload(A2), sub(r, mload(INSTANCE))), r))
                // bits: bits on first rows are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_8), mload(A3), r), add(1, sub(r, mload(A3))), r))
                // bits: bits of column 0 are boolean
                mstore(SHARED_1, add(1, sub(r, mload(A0_P1))))
                h := add(mulmod(h, y, r), mulmod(mload(SHARED_1), mulmod(mload(SHARED_3), mload(A0_P1), r), r))
                // bits: bits of column 1 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_3), mload(A1_P1), r), add(1, sub(r, mload(A1_P1))), r))
                // bits: bits of column 2 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(SHARED_3), mload(A2_P1), r), add(1, sub(r, mload(A2_P1))), r))
                // bits: bits of column 3 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(A3_P1), mload(SHARED_8), r), add(1, sub(r, mload(A3_P1))), r))
                // bits: bits of column 4 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(A4_P1), mload(SHARED_8), r), add(1, sub(r, mload(A4_P1))), r))
                // bits: bits of column 5 are boolean
                h := add(mulmod(h, y, r), mulmod(mulmod(mload(A5_P1), mload(F1_M6), r), add(1, sub(r, mload(A5_P1))), r))
                // step: decode: fetched high word
                mstore(SHARED_8, mulmod(mload(A0_P7), mload(A1_P7), r))
                g := add(sub(r, mload(A5_P3)), add(sub(r, mulmod(mload(A5_P5), 512, r)), add(sub(r, mulmod(mload(A5_P1), 0x0000000000000000000000000000000000000000000000000000000000040000, r)), add(mload(A3), sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000000400000, add(mload(A4_P1), sub(r, mulmod(1024, mulmod(mload(SHARED_8), mload(A5_P7), r), r))), r))))))
                // step: decode: control bits and field 3
                mstore(SHARED_3, add(mload(A5_P7), mulmod(2, add(mload(A3_P4), mulmod(2, add(mload(A3_P6), mulmod(2, add(sub(r, 1), sub(r, mload(A0_P6))), r)), r)), r)))
                mstore(SHARED_3, add(mload(A2_P7), mulmod(2, add(mload(A4_P7), mulmod(2, add(mload(A3_P5), mulmod(2, add(mload(A3_P7), mulmod(2, mload(SHARED_3), r)), r)), r)), r)))
                mstore(SHARED_3, add(mload(A1_P5), mulmod(2, add(mload(A2_P5), mulmod(2, add(mload(A0_P7), mulmod(2, add(mload(A1_P7), mulmod(2, mload(SHARED_3), r)), r)), r)), r)))
                g := add(mulmod(g, y, r), add(mload(A3_P1), sub(r, mod(add(mload(A0_P5), mulmod(2, mload(SHARED_3), r)), r))))
                // step: slot 1: address
                mstore(SHARED_3, add(sub(r, 1), sub(r, mload(A5_P1))))
                mstore(SHARED_5, add(1, sub(r, mod(add(mload(A4_P7), add(mload(A1_P7), mload(A2_P7))), r))))
                mstore(SHARED_2, mulmod(mload(A0_P7), mload(SHARED_5), r))
                mstore(SHARED_0, mulmod(mload(A1_P3), mload(SHARED_2), r))
                g := addmod(mulmod(g, y, r), add(mulmod(mload(SHARED_8), mload(SHARED_3), r), add(sub(r, mulmod(mload(SHARED_0), add(sub(r, mod(mload(SHARED_3), r)), add(1, mload(A4))), r)), add(add(mload(A0_P2), sub(r, mod(mload(SHARED_3), r))), sub(r, mulmod(mload(A2_P5), add(sub(r, mod(mload(SHARED_3), r)), add(mload(SHARED_6), 113)), r))))), r)
                // step: slot 1: low word changes only by store and answer
                mstore(SHARED_3, add(mload(A4_P7), mload(A2_P7)))
                mstore(SHARED_4, add(1, sub(r, mulmod(mload(A2_P5), mload(SHARED_3), r))))
                mstore(SHARED_7, add(mload(A4_P2), sub(r, mload(A2_P2))))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_7), add(mload(SHARED_4), sub(r, mload(SHARED_8))), r))
                // step: slot 1: high word changes only by store
                mstore(SHARED_9, add(mload(A5_P2), sub(r, mload(A3_P2))))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_4), mload(SHARED_9), r))
                // step: slot 2: address
                mstore(SHARED_4, add(1, sub(r, mload(A3_P6))))
                g := add(mulmod(g, y, r), add(add(1, mload(A0_P4)), mulmod(mload(A2), mload(SHARED_4), r)))
                // step: operand A
                g := add(mulmod(g, y, r), add(sub(r, mulmod(mload(SHARED_4), mload(A2_P4), r)), add(mload(A4_P4), sub(r, mulmod(mload(A2), mload(A3_P6), r)))))
                // step: result
                mstore(SHARED_4, add(mload(A7_P4), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A7_P5), r)))
                mstore(SHARED_10, add(mload(A7_P6), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A7_P7), r)))
                g := add(mulmod(g, y, r), add(add(sub(r, mulmod(mload(A3_P7), mload(SHARED_10), r)), add(mload(A4_P6), sub(r, mulmod(mload(A3_P5), mload(SHARED_4), r)))), sub(r, mulmod(mload(A2_P6), mulmod(add(1, sub(r, mload(A3_P5))), add(1, sub(r, mload(A3_P7))), r), r))))
                // step: next pc
                mstore(SHARED_11, add(mload(A0), sub(r, 113)))
                mstore(SHARED_12, mod(add(1, mload(SHARED_11)), r))
                mstore(SHARED_13, mulmod(mload(A4_P7), mload(A0_P5), r))
                mstore(SHARED_14, mulmod(mload(A0_P7), mload(A2_P7), r))
                mstore(SHARED_15, mulmod(mload(A0_P7), mload(A4_P7), r))
                g := add(mulmod(g, y, r), add(mload(SHARED_8), add(add(mload(A5), sub(r, mload(SHARED_12))), sub(r, mulmod(add(mload(SHARED_6), sub(r, mload(SHARED_12))), add(mulmod(mload(SHARED_1), mload(SHARED_15), r), add(mload(SHARED_13), mulmod(mload(A0_P1), mload(SHARED_14), r))), r)))))
                // step: address: division by eight
                g := add(mulmod(g, y, r), mulmod(add(mload(SHARED_15), add(mload(SHARED_14), add(mload(A2_P5), mload(SHARED_13)))), add(sub(r, mload(A1_P3)), add(sub(r, mulmod(2, mload(A2_P1), r)), add(sub(r, mulmod(4, mload(A4_P5), r)), add(mload(A4_P4), sub(r, mulmod(mload(SHARED_6), 8, r)))))), r))
                // step: signed: top bit of rj
                mstore(SHARED_15, mulmod(mload(A1_P7), mload(A1_P5), r))
                mstore(SHARED_14, add(mload(SHARED_15), mulmod(mload(A5_P7), mload(A0_P5), r)))
                mstore(SHARED_12, mod(add(mload(SHARED_6), sub(r, mulmod(2, mload(A2_P2), r))), r))
                mstore(SHARED_16, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A1_P3), r))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_14), add(mload(SHARED_12), mload(SHARED_16)), r))
                // step: signed: top bit of A
                mstore(SHARED_17, add(mload(A7_P2), mulmod(0x0000000000000000000000000000000000000000000000000000000000010000, mload(A7_P3), r)))
                mstore(SHARED_18, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A2_P1), r))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_14), add(mload(SHARED_18), add(mload(SHARED_17), sub(r, mulmod(2, mload(A4_P4), r)))), r))
                // step: pc: follows next pc
                mstore(SHARED_14, add(mload(A0_P8), sub(r, 113)))
                mstore(SHARED_19, mod(add(mload(SHARED_14), sub(r, mload(A5))), r))
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_19), add(mload(A5), sub(r, 0x0000000000000000000000000000000000000000000000000000000020000000)), r))
                // step: pc: wraps to zero
                g := add(mulmod(g, y, r), mulmod(mload(SHARED_14), mload(SHARED_19), r))
                // step: flag
                mstore(SHARED_14, add(1, sub(r, mod(add(mload(A0_P7), add(mload(A2_P5), add(mload(A1_P5), mload(A0_P5)))), r))))
                mstore(SHARED_19, mulmod(mload(A4_P7), mload(SHARED_14), r))
                mstore(SHARED_13, mod(add(add(mload(A2_P5), mload(SHARED_19)), add(sub(r, mload(SHARED_2)), add(mload(A0_P7), mload(SHARED_13)))), r))
                g := add(mulmod(g, y, r), add(add(mload(A0_P9), sub(r, mulmod(mload(A0_P1), mload(SHARED_13), r))), sub(r, mulmod(mload(A0_P3), add(1, sub(r, mload(SHARED_13))), r))))
                // step: tape position
                mstore(SHARED_13, add(1, sub(r, mload(A0_P3))))
                g := add(mulmod(g, y, r), add(add(mload(A4_P8), sub(r, mload(A4))), sub(r, mulmod(mload(SHARED_0), mload(SHARED_13), r))))
                // step: auxiliary tape: ended
                g := add(mulmod(g, y, r), add(add(mload(A1_P9), sub(r, mload(A1_P1))), sub(r, mulmod(mulmod(mload(A2_P1), mload(SHARED_2), r), add(mload(A0_P3), sub(r, mload(A1_P1))), r))))
                // step: auxiliary tape: the end is final
                g := add(mulmod(g, y, r), mulmod(mload(A1_P1), add(1, sub(r, mload(A1_P9))), r))
                // step: bitwise: word 0 is x | add: sum | sub: difference | mul: product | smulh: product | div: flag only if A is zero | shift: amount beyond 32 | cmpe: flag only if equal | compare: greater | compare: greater or equal | mov: keeps ri | answer: output | memory: selected word | read: tape 0
                mstore(SHARED_0, mulmod(mload(SHARED_5), mload(SHARED_14), r))
                mstore(SHARED_20, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A0_P3), r))
                mstore(SHARED_21, add(mload(A2_P2), sub(r, mload(A4_P4))))
                mstore(SHARED_22, mulmod(mload(A1_P5), mload(SHARED_5), r))
                mstore(SHARED_23, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(SHARED_10), r))
                mstore(SHARED_24, mulmod(mload(A4_P7), mload(A1_P5), r))
                mstore(SHARED_25, mulmod(mload(A2_P7), mload(A1_P5), r))
                mstore(SHARED_26, mulmod(mload(A2_P1), add(mload(A4_P4), sub(r, 32)), r))
                mstore(SHARED_27, mulmod(mload(A0_P5), mload(SHARED_5), r))
                mstore(SHARED_28, mod(add(mload(SHARED_21), sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mulmod(mload(A5_P7), add(mload(A1_P3), sub(r, mload(A2_P1))), r), r))), r))
                mstore(SHARED_16, mod(add(sub(r, mod(mload(SHARED_4), r)), add(sub(r, mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A2_P3), r)), add(mulmod(mload(A4_P5), 0x0000000000000000000000000000000000000000000000020000000000000000, r), add(sub(r, mulmod(mload(SHARED_10), 0x0000000000000000000000000000000000000000000000000000000200000000, r)), mulmod(2, mulmod(add(mload(A2_P2), sub(r, mload(SHARED_16))), add(mload(A4_P4), sub(r, mload(SHARED_18))), r), r))))), r))
                mstore(SHARED_14, mod(add(mulmod(mload(SHARED_22), add(sub(r, mload(SHARED_23)), add(sub(r, mod(mload(SHARED_4), r)), mulmod(mload(A2_P2), mload(A4_P4), r))), r), add(mulmod(mulmod(mload(A2_P7), mload(SHARED_14), r), add(mload(SHARED_20), add(mload(SHARED_21), sub(r, mod(mload(SHARED_4), r)))), r), add(mulmod(mulmod(mload(A1_P7), mload(SHARED_14), r), add(sub(r, mload(SHARED_20)), add(sub(r, mod(mload(SHARED_4), r)), add(mload(A2_P2), mload(A4_P4)))), r), mulmod(mload(SHARED_0), add(add(mload(SHARED_6), sub(r, mload(A2_P2))), sub(r, mulmod(mload(A5_P7), add(0x00000000000000000000000000000000000000000000000000000000ffffffff, sub(r, mload(A2_P2))), r))), r)))), r))
                mstore(SHARED_28, add(mulmod(mulmod(mload(A2_P7), mload(A0_P5), r), add(add(mload(SHARED_28), sub(r, mod(mload(SHARED_4), r))), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(SHARED_13), r)), r), addmod(mulmod(mulmod(mload(A1_P7), mload(A0_P5), r), add(sub(r, mload(SHARED_20)), add(mload(SHARED_4), mload(SHARED_28))), r), add(mulmod(mload(SHARED_27), mulmod(mload(A0_P3), mload(SHARED_21), r), r), add(mulmod(mload(SHARED_25), add(mload(SHARED_17), sub(r, mload(SHARED_26))), r), add(add(mload(SHARED_14), mulmod(mload(SHARED_15), mload(SHARED_16), r)), mulmod(mload(SHARED_24), mulmod(mload(A0_P3), mload(A4_P4), r), r)))), r)))
                g := add(mulmod(g, y, r), addmod(mulmod(mload(SHARED_2), mulmod(mload(A1_P3), mload(A4_P4), r), r), add(mulmod(mload(A2_P5), add(add(mload(SHARED_17), sub(r, mload(A2_P2))), sub(r, mulmod(mload(A4_P5), add(mload(A3_P2), sub(r, mload(A2_P2))), r))), r), add(add(mload(SHARED_28), mulmod(mload(SHARED_19), add(mload(A5_P6), sub(r, mulmod(mload(SHARED_1), mload(A5_P7), r))), r)), mulmod(mload(SHARED_8), add(add(mload(A4_P2), sub(r, mload(A4_P4))), sub(r, mulmod(mload(A3_P4), add(1, sub(r, mload(A4_P4))), r))), r))), r))
                // step: bitwise: word 1 is A | mul: flag only if high word | smulh: flag only if overflow | div: quotient and remainder | shift: amount | cmpe: flag if equal | mov: result | answer: register out of range | memory: selected half | read: tape 1
                mstore(SHARED_28, mod(add(mload(SHARED_10), sub(r, mulmod(mload(A2_P3), 0x00000000000000000000000000000000000000000000000000000000ffffffff, r))), r))
                mstore(SHARED_1, add(mload(A1_P7), mload(A4_P7)))
                mstore(SHARED_14, mulmod(mload(A7_P6), 0x3033ea246e506e898e97f570caffd704cb0bb460313fb720b29e139e5c100001, r))
                mstore(SHARED_16, add(mload(A4_P4), sub(r, 1)))
                mstore(SHARED_26, mod(add(mulmod(mload(SHARED_25), add(mload(SHARED_26), add(mload(A5_P6), sub(r, mload(A4_P4)))), r), add(add(mulmod(mload(SHARED_15), mulmod(mload(SHARED_13), mload(SHARED_28), r), r), add(mulmod(mload(SHARED_0), add(mload(SHARED_17), sub(r, mload(A4_P4))), r), mulmod(mload(SHARED_22), mulmod(mload(SHARED_10), mload(SHARED_13), r), r))), mulmod(mload(SHARED_24), add(sub(r, mod(mload(SHARED_4), r)), add(mulmod(mload(A2_P2), mload(SHARED_13), r), sub(r, mulmod(mload(A4_P4), mload(SHARED_10), r)))), r))), r))
                g := add(mulmod(g, y, r), addmod(mulmod(mload(SHARED_2), mulmod(mload(A2_P1), mload(SHARED_16), r), r), add(mulmod(mload(A2_P5), mulmod(mload(SHARED_1), add(sub(r, mload(SHARED_14)), add(sub(r, mulmod(256, mload(A4_P3), r)), add(mload(A7_P2), mulmod(mload(A2_P1), add(mload(A7_P3), sub(r, mload(A7_P2))), r)))), r), r), add(mulmod(mload(SHARED_8), mulmod(mload(A5_P7), add(sub(r, mload(A2)), add(16, mload(SHARED_6))), r), r), add(add(mload(SHARED_26), mulmod(mload(SHARED_27), add(sub(r, 1), add(mload(A0_P3), mulmod(mload(SHARED_21), mload(A5_P4), r))), r)), mulmod(mload(SHARED_19), add(add(mload(SHARED_4), sub(r, mload(A4_P4))), sub(r, mulmod(mload(A5_P6), add(mload(A2_P6), sub(r, mload(A4_P4))), r))), r)))), r))
                // step: bitwise: spreads add up | mul: flag if high word | smulh: flag if overflow | div: quotient zero if A is zero | shift: power of two | memory: old word | read: other tape
                mstore(SHARED_26, add(1, sub(r, mod(add(mload(A2_P1), mload(A1_P3)), r))))
                mstore(SHARED_27, mulmod(mload(SHARED_0), addmod(sub(r, mod(add(mload(A8_P6), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A8_P7), r)), r)), add(add(add(mload(A8), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A8_P1), r)), add(mload(A8_P2), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A8_P3), r))), sub(r, mulmod(2, add(mload(A8_P4), mulmod(0x0000000000000000000000000000000000000000000000000000000100000000, mload(A8_P5), r)), r))), r), r))
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_2), mulmod(mload(SHARED_26), add(sub(r, mod(mload(SHARED_6), r)), add(mload(A4_P4), sub(r, 2))), r), r), addmod(mulmod(mload(A2_P5), mulmod(add(mload(A2_P7), mload(SHARED_5)), add(mload(A5_P6), sub(r, mod(mload(SHARED_17), r))), r), r), add(mulmod(mload(SHARED_25), add(add(add(mload(A4_P3), sub(r, 0x0000000000000000000000000000000000000000000000000000000000100000)), sub(r, mulmod(mload(A3_P5), mload(A5_P6), r))), sub(r, mulmod(mload(A3_P7), add(32, sub(r, mload(A5_P6))), r))), r), add(mulmod(mload(SHARED_24), mulmod(mload(A0_P3), mload(SHARED_10), r), r), add(mulmod(mload(SHARED_15), add(sub(r, 1), add(mload(SHARED_13), mulmod(mload(SHARED_28), mload(A5_P4), r))), r), add(mload(SHARED_27), mulmod(mload(SHARED_22), add(sub(r, 1), add(mload(SHARED_13), mulmod(mload(SHARED_10), mload(A5_P4), r))), r))))), r)))
                // step: bitwise: flag only if zero | div: remainder below A | shift: product | memory: old byte | read: tape 0 word
                g := addmod(mulmod(g, y, r), add(mulmod(mload(SHARED_2), mulmod(mload(A1_P3), add(mload(SHARED_4), sub(r, mload(A2_P2))), r), r), add(add(mulmod(mload(SHARED_25), add(sub(r, mload(SHARED_23)), add(sub(r, mod(mload(SHARED_4), r)), mulmod(mload(A3_P3), mload(A2_P2), r))), r), add(mulmod(mload(SHARED_0), mulmod(mload(A0_P3), mload(A4_P6), r), r), mulmod(mload(SHARED_24), add(sub(r, mod(mload(SHARED_17), r)), mulmod(mload(SHARED_13), add(mload(SHARED_16), sub(r, mod(mload(SHARED_4), r))), r)), r))), mulmod(mload(A2_P5), mulmod(mload(SHARED_1), add(add(mload(A5_P6), sub(r, mload(SHARED_14))), sub(r, mulmod(mload(A1_P3), add(mload(A4_P3), sub(r, mload(SHARED_14))), r))), r), r))), r)
                // step: bitwise: flag if zero | shift: flag | load: result | read: tape 0 end
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_2), mulmod(mload(A1_P3), add(mload(A0_P3), sub(r, mload(A3_P2))), r), r), add(mulmod(mload(A2_P5), mulmod(add(mload(A1_P7), mload(SHARED_5)), add(mload(SHARED_4), sub(r, mload(A5_P6))), r), r), add(mulmod(mload(SHARED_0), add(sub(r, 1), add(mload(A0_P3), mulmod(mload(A4_P6), mload(A5_P4), r))), r), mulmod(mload(SHARED_25), add(mulmod(mload(A3_P5), add(mload(SHARED_12), mload(SHARED_20)), r), mulmod(mload(A3_P7), add(sub(r, mload(A2_P2)), add(mload(A0_P3), mulmod(2, mload(SHARED_6), r))), r)), r)))))
                // step: store: low word kept | read: other tapes are at their end
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_2), mulmod(mload(SHARED_13), mload(SHARED_26), r), r), mulmod(mload(A2_P5), mulmod(mload(SHARED_7), mulmod(mload(SHARED_3), mload(A4_P5), r), r), r)))
                // step: store: high word kept | read: zero at the end
                g := add(mulmod(g, y, r), add(mulmod(mload(SHARED_2), mulmod(mload(A0_P3), mload(SHARED_4), r), r), mulmod(mload(A2_P5), mulmod(mload(SHARED_9), mulmod(mload(SHARED_3), add(1, sub(r, mload(A4_P5))), r), r), r)))
                // step: store: change
                mstore(SHARED_2, add(mload(A2_P6), sub(r, mulmod(256, mload(SHARED_4), r))))
                g := add(mulmod(g, y, r), mulmod(mload(A2_P5), mulmod(mload(SHARED_3), add(add(mload(SHARED_7), mload(SHARED_9)), sub(r, mulmod(mload(A5_P4), add(mload(SHARED_2), sub(r, mload(A5_P6))), r))), r), r))
                // step: store.w: whole register
                g := add(mulmod(g, y, r), mulmod(mload(A2_P5), mulmod(mload(A2_P7), mload(SHARED_4), r), r))
                // step: store.w: scale
                g := add(mulmod(g, y, r), mulmod(mload(A2_P5), mulmod(mload(A2_P7), add(mload(A5_P4), sub(r, 1)), r), r))
                // step: store.b: new byte
                g := add(mulmod(g, y, r), mulmod(mload(A2_P5), mulmod(mload(A4_P7), add(mload(A7_P7), sub(r, mulmod(256, mload(SHARED_2), r))), r), r))
                // step: store.b: scale
                g := add(mulmod(g, y, r), mulmod(mload(A2_P5), mulmod(mload(A4_P7), add(mload(A5_P4), sub(r, mulmod(add(1, mulmod(mload(A1_P3), 255, r)), add(1, mulmod(mload(A2_P1), 65535, r)), r))), r), r))
                h := add(mulmod(h, mload(Y_POW_30), r), mulmod(g, mload(F1), r))
                // step: initial pc
                g := mload(SHARED_11)
                // step: initial flag
                g := add(mulmod(g, y, r), mload(A0_P1))
                // step: initial tape position
                g := add(mulmod(g, y, r), mload(A4))
                // step: initial auxiliary tape
                g := add(mulmod(g, y, r), mload(A1_P1))
                h := add(mulmod(h, mload(Y_POW_4), r), mulmod(g, mulmod(mload(F1), add(1, sub(r, mload(F1_M8))), r), r))
                // step: last step answers
                h := add(mulmod(h, y, r), mulmod(add(1, sub(r, mload(SHARED_8))), mulmod(mload(F1), add(1, sub(r, mload(F1_P8))), r), r))
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
                xPower := mulmod(xPower, xInv, r)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_5, xPower)
                xPower := mulmod(xPower, xInv, r)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_7, xPower)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_8, xPower)
                xPower := mulmod(xPower, xInv, r)
                xPower := mulmod(xPower, xInv, r)
                mstore(X_INV_POW_10, xPower)
                // [0, 1, 2, 3, 4, 5, 6, 7]: a7, a8, a3, a2
                sum := mulmod(add(mload(A7), mulmod(y, add(mload(A8), mulmod(y, add(mload(A3), mulmod(y, mload(A2), r)), r)), r)), mulmod(mload(U_INV), 0x1c91b60f51fcd02427393d3e3c6cdcdc6335bbff659729746437d47e4dfd5114, r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P1), mulmod(y, add(mload(A8_P1), mulmod(y, add(mload(A3_P1), mulmod(y, mload(A2_P1), r)), r)), r)), mulmod(mload(U_INV_P1), 0x300ce367dc24cc6e96870673d5b2996117735739d4473194528e1b72e85fdbf7, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P2), mulmod(y, add(mload(A8_P2), mulmod(y, add(mload(A3_P2), mulmod(y, mload(A2_P2), r)), r)), r)), mulmod(mload(U_INV_P2), 0x1975dfadde1b46636394c7b2dee17f5e87b4c6689c0ae641118a02fcc110470c, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P3), mulmod(y, add(mload(A8_P3), mulmod(y, add(mload(A3_P3), mulmod(y, mload(A2_P3), r)), r)), r)), mulmod(mload(U_INV_P3), 0x231cd613d002529c90035ac4b2fcccbb7e2ebd7e39c11e1e8c3da566f9d9287d, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P4), mulmod(y, add(mload(A8_P4), mulmod(y, add(mload(A3_P4), mulmod(y, mload(A2_P4), r)), r)), r)), mulmod(mload(U_INV_P4), 0x2913e12764f59325840b341e8a24f99ea401600d91e5ee506af5096e0d97e212, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P5), mulmod(y, add(mload(A8_P5), mulmod(y, add(mload(A3_P5), mulmod(y, mload(A2_P5), r)), r)), r)), mulmod(mload(U_INV_P5), 0x26081adcbc216bf3c9700272a61e82449ac8ca0c66491e9111028f9d2feb27c5, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P6), mulmod(y, add(mload(A8_P6), mulmod(y, add(mload(A3_P6), mulmod(y, mload(A2_P6), r)), r)), r)), mulmod(mload(U_INV_P6), 0x17e2eb6c63d98aea65357bd118070906039634432043aef78d8fbfa045dbcb58, r), r), r)
                sum := addmod(sum, mulmod(add(mload(A7_P7), mulmod(y, add(mload(A8_P7), mulmod(y, add(mload(A3_P7), mulmod(y, mload(A2_P7), r)), r)), r)), mulmod(mload(U_INV_P7), 0x01c5519504c8613a358844049b3e7291061693ed38821794f554dae33b5a8e42, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_7), r), r), r)
                // [0]: a6, a9, a10, f3, quotient, random
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_1, mulmod(mload(U_INV), factor, r))
                value := add(mload(A9), mulmod(y, add(mload(A10), mulmod(y, add(mload(F3), mulmod(y, add(mload(QUOTIENT), mulmod(y, mload(RANDOM), r)), r)), r)), r))
                sum := mulmod(add(mload(A6), mulmod(y, value, r)), mload(U_INV), r)
                opened := addmod(opened, mulmod(sum, factor, r), r)
                // [0, 1, 2, 3, 4, 5, 6, 7, 8]: a4
                factor := mulmod(factor, mload(OPEN_V), r)
                value := mulmod(mload(U_INV_P4), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r), r), r)
                mstore(FACTOR_2, mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), value, r), r), r), r))
                sum := mulmod(mload(A4), mulmod(mload(U_INV), 0x021488fe8cf8b3657001b9d228e03852275c89b6a0f3b50308be55b2431ad47a, r), r)
                sum := addmod(sum, mulmod(mload(A4_P1), mulmod(mload(U_INV_P1), 0x2f4e855d321787b2400879a727b81ccaff5f9715f4d3c63f197f69164fc71c87, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P2), mulmod(mload(U_INV_P2), 0x13d294a61c07cf342b41392f4288c08ba1e42937a79be863d1d39cf609b7e753, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P3), mulmod(mload(U_INV_P3), 0x0945a0f78128340c98698d1c22f30e12fc536c8cf809d240d1028dc1b4df454d, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P4), mulmod(mload(U_INV_P4), 0x0bb3a905f82a23dc9b21a0acd65fe62e4fb263e27fb9a047e5464383c9ac8b07, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P5), mulmod(mload(U_INV_P5), 0x24fac5946ee31787e09abab25269b8804ecaa8053c7f6961cede4f0dbfe04fda, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P6), mulmod(mload(U_INV_P6), 0x2a22d78531cad12c595a54ef386424760ebc21b9e438aed99afcdb76056045f2, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P7), mulmod(mload(U_INV_P7), 0x10e38a7f43b461f97238fe9732ab313941e3a69e0346ce2309d561057fc54eed, r), r), r)
                sum := addmod(sum, mulmod(mload(A4_P8), mulmod(mload(U_INV_P8), 0x076125334bf9d3c4263c6e2fbc18495aecbf16510dc005b7f17d1dc25fd472a3, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_8), r), r), r)
                // [-2, 0, 1, 2, 3, 4, 5, 6, 7]: a5
                factor := mulmod(factor, mload(OPEN_V), r)
                value := mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r), r), r)
                mstore(FACTOR_3, mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P4), value, r), r), r), r))
                sum := mulmod(mload(A5_M2), mulmod(mload(U_INV_M2), 0x039eea8935f8df72590ccc338a9ff9dfcf3a968d0c04a89a0ec9548d94e498af, r), r)
                sum := addmod(sum, mulmod(mload(A5), mulmod(mload(U_INV), 0x2908a53f71e12a0240c9b5e3a2d9396b670ba1eda3faf611f2d5374af4d5f656, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P1), mulmod(mload(U_INV_P1), 0x2a0d501e2f542af1687a6b3d571e8b43b614e2b15ae15eb81a8433a00ebfa7cd, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P2), mulmod(mload(U_INV_P2), 0x1ae8026f5468b8d3fea85e29540d15b86938988d3d4f1c82aeff453ebdfcb5fe, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P3), mulmod(mload(U_INV_P3), 0x2e6f1ac6dc457921542bca3255eaa908b01303f6698320914bcc53f81d88d8a3, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P4), mulmod(mload(U_INV_P4), 0x068b6060183d8ec9240b00e2484ec4358bb271692d46282c32c502391f9028a7, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P5), mulmod(mload(U_INV_P5), 0x035315af52e771def1d6552a8a7ab1be0469c371bb79179e5a81c85af482c7ed, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P6), mulmod(mload(U_INV_P6), 0x11198026477ddf7a146a3650c9b46b3fc4751ca258800fe9d66a8c0fed281eb8, r), r), r)
                sum := addmod(sum, mulmod(mload(A5_P7), mulmod(mload(U_INV_P7), 0x068d4678ca473a2961d074cc3af802f1469797f4f3f3381894e826fc4ac52b45, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_8), r), r), r)
                // [0, 1, 3, 5, 7, 9]: a1
                factor := mulmod(factor, mload(OPEN_V), r)
                value := mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r), r), r)
                mstore(FACTOR_4, mulmod(mload(U_INV_P9), value, r))
                sum := mulmod(mload(A1), mulmod(mload(U_INV), 0x180fcf6cc3c561a125ac076c01a93ae1fe4100b6cb3df66835e4b6978f33aa17, r), r)
                sum := addmod(sum, mulmod(mload(A1_P1), mulmod(mload(U_INV_P1), 0x0092f551a8fc606aa15fe3d10d647a438f2e7beca17bb492b7a7a1361416fb84, r), r), r)
                sum := addmod(sum, mulmod(mload(A1_P3), mulmod(mload(U_INV_P3), 0x2edf035516189d02f611c8293ae3f7d39c00ad3752ee3711a1874be797d00a20, r), r), r)
                sum := addmod(sum, mulmod(mload(A1_P5), mulmod(mload(U_INV_P5), 0x09a39f74000a09d96233044463ef5891820205c3d2a8c0586195ece72d8ee64d, r), r), r)
                sum := addmod(sum, mulmod(mload(A1_P7), mulmod(mload(U_INV_P7), 0x166bac15175a4be013cf152ba4d2487fda607672bcbb831b7ec17b2422192599, r), r), r)
                sum := addmod(sum, mulmod(mload(A1_P9), mulmod(mload(U_INV_P9), 0x299bd7bc09562bb4f5d1044d31d0bb0cf2c912c81e202c335c3ad4fb453d4462, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_5), r), r), r)
                // [0, 1, 3]: a11
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_5, mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r), r))
                sum := mulmod(mload(A11), mulmod(mload(U_INV), 0x191ee1abe8b1513c9bd6a4bc2f4b1395b9c0e22b3bba7104e4e96e4fd2fa1e6c, r), r)
                sum := addmod(sum, mulmod(mload(A11_P1), mulmod(mload(U_INV_P1), 0x089d7531fde824191fea8d75bd35a575420770e187a5509424b5e2ceb21364ce, r), r), r)
                sum := addmod(sum, mulmod(mload(A11_P3), mulmod(mload(U_INV_P3), 0x0ea7f794fa982ad3fc8f138495009f522c6b953bb659aef83a42a4756af27cc7, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_2), r), r), r)
                // [0, 1]: a12, f5
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_6, mulmod(mload(U_INV_P1), mulmod(mload(U_INV), factor, r), r))
                sum := mulmod(add(mload(A12), mulmod(y, mload(F5), r)), mulmod(mload(U_INV), 0x0b7f93281d21f9f98f860edb368dffb3c59b59772574d7022e3eb8f3bed3b7b7, r), r)
                sum := addmod(sum, mulmod(add(mload(A12_P1), mulmod(y, mload(F5_P1), r)), mulmod(mload(U_INV_P1), 0x24e4bb4ac40fa63028ca36db4af358a962988ed15444998f15a33ca0312c484a, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [-2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]: a0
                factor := mulmod(factor, mload(OPEN_V), r)
                value := mulmod(mload(U_INV_P3), mulmod(mload(U_INV_P2), mulmod(mload(U_INV_P1), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r), r), r)
                mstore(FACTOR_7, mulmod(mload(U_INV_P9), mulmod(mload(U_INV_P8), mulmod(mload(U_INV_P7), mulmod(mload(U_INV_P6), mulmod(mload(U_INV_P5), mulmod(mload(U_INV_P4), value, r), r), r), r), r), r))
                sum := mulmod(mload(A0_M2), mulmod(mload(U_INV_M2), 0x1643c66a00f7e61faa6df4b9eaa9a4770de1d0f85f2968ece57c3f69368c4a70, r), r)
                sum := addmod(sum, mulmod(mload(A0), mulmod(mload(U_INV), 0x1db5edab1230367477604efe451fd947513c4ec0d26f59656ce447e11732e2b3, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P1), mulmod(mload(U_INV_P1), 0x09581bd329152db066ae38c85269965d67664b50a0ae4c17f6902fa82bbf2dbe, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P2), mulmod(mload(U_INV_P2), 0x1b612b6992746df709fd9415f08deb18e41cd5ad654c990476c88d987e83503f, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P3), mulmod(mload(U_INV_P3), 0x1dac0e014852d69b482c41cacf8611bb856d5d206c2d8d53ffcae885ea4cfbc3, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P4), mulmod(mload(U_INV_P4), 0x1bc2ccc54bb50e02590b8b8ce5603634fa1ce31998cce1a1f9ed9102343e3543, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P5), mulmod(mload(U_INV_P5), 0x1063a6fa0bd1ed3e0a024f123b2cd75671e51b447dff0f09f3beb225d230913e, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P6), mulmod(mload(U_INV_P6), 0x0426309fd197d26e136bf09bf02df3527b10d3921e6677b0be455de620cfdf7f, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P7), mulmod(mload(U_INV_P7), 0x14945deb01e84ce649822f4f138fd0d9dd42c68036d6fcb41f6878fe9bb0db8a, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P8), mulmod(mload(U_INV_P8), 0x03a06746533005137f289861565d03377761c939604fbbd16a44c3f7ea519220, r), r), r)
                sum := addmod(sum, mulmod(mload(A0_P9), mulmod(mload(U_INV_P9), 0x02b0c6e7ef8ad227c776318d49167b953509a1a076cb6ca01a64cb3a30704577, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_10), r), r), r)
                // [-2, -1, 0]: f0
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_8, mulmod(mload(U_INV), mulmod(mload(U_INV_M1), mulmod(mload(U_INV_M2), factor, r), r), r))
                sum := mulmod(mload(F0_M2), mulmod(mload(U_INV_M2), 0x0204fbf82ca8054bc108284c109fb7c871f86537c95d4c95d44178d8393897f6, r), r)
                sum := addmod(sum, mulmod(mload(F0_M1), mulmod(mload(U_INV_M1), 0x2a8ab2725aa868d3cc6fab0660ef2b0fb2c0ea95c3a7dcbd35a65751faf4fe35, r), r), r)
                sum := addmod(sum, mulmod(mload(F0), mulmod(mload(U_INV), 0x03d4a00859e1320a2ad872640ff27585037a987aecb4473e39fa2569bbd269d6, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_2), r), r), r)
                // [-8, -6, -4, -2, 0, 8]: f1
                factor := mulmod(factor, mload(OPEN_V), r)
                value := mulmod(mload(U_INV), mulmod(mload(U_INV_M2), mulmod(mload(U_INV_M4), mulmod(mload(U_INV_M6), mulmod(mload(U_INV_M8), factor, r), r), r), r), r)
                mstore(FACTOR_9, mulmod(mload(U_INV_P8), value, r))
                sum := mulmod(mload(F1_M8), mulmod(mload(U_INV_M8), 0x0f7980bdd980a2bc9ad5d0c67f36bbcaa41d53c44b9e5d726470c62c98bd1560, r), r)
                sum := addmod(sum, mulmod(mload(F1_M6), mulmod(mload(U_INV_M6), 0x20308e94e17953b9084005bba81d9b51e6a3f114c997bb9fc07730ab61d9f721, r), r), r)
                sum := addmod(sum, mulmod(mload(F1_M4), mulmod(mload(U_INV_M4), 0x079cb27106daa106dc146776d3be6419a37f71396af1bc50e11724226efd7c84, r), r), r)
                sum := addmod(sum, mulmod(mload(F1_M2), mulmod(mload(U_INV_M2), 0x22e8616531eaa427a132bbe6ba117019ad1eace03f6c1757b39236b909676186, r), r), r)
                sum := addmod(sum, mulmod(mload(F1), mulmod(mload(U_INV), 0x1bc841edc3438bce8601c3840a5aacf7ceb375ed45bb57ca4bd7672f2dd2626a, r), r), r)
                sum := addmod(sum, mulmod(mload(F1_P8), mulmod(mload(U_INV_P8), 0x1b358641ec92190a829213bfc50530cfce88dff967dd0d2ec63d27d92f31b30e, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV_POW_5), r), r), r)
                // [0, 2]: f2
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_10, mulmod(mload(U_INV_P2), mulmod(mload(U_INV), factor, r), r))
                sum := mulmod(mload(F2), mulmod(mload(U_INV), 0x3041713f7997717bba216fab79582410b6573580f2ce30b051aaa9d4f8e19aaf, r), r)
                sum := addmod(sum, mulmod(mload(F2_P2), mulmod(mload(U_INV_P2), 0x0022dd33679a2eadfe2ed60b0829344c71dcb2c786eb3fe0f2374bbef71e6552, r), r), r)
                opened := addmod(opened, mulmod(sum, mulmod(factor, mload(X_INV), r), r), r)
                // [-2, 0, 2]: f4
                factor := mulmod(factor, mload(OPEN_V), r)
                mstore(FACTOR_11, mulmod(mload(U_INV_P2), mulmod(mload(U_INV), mulmod(mload(U_INV_M2), factor, r), r), r))
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
                calldatacopy(SUM_MPTR, add(points, 0x200), 0x40) // a7
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x240), s)) // a8
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x100), s)) // a3
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0xc0), s)) // a2
                s := mload(FACTOR_1)
                done := and(done, term(add(points, 0x1c0), s)) // a6
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x280), s)) // a9
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x2c0), s)) // a10
                s := mulmod(s, y, r)
                done := and(done, fixedTerm(F3_MPTR, s)) // f3
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x3c0), s)) // quotient, piece 0
                let t := mulmod(s, mload(XN), r)
                done := and(done, term(add(points, 0x400), t)) // quotient, piece 1
                t := mulmod(t, mload(XN), r)
                done := and(done, term(add(points, 0x440), t)) // quotient, piece 2
                t := mulmod(t, mload(XN), r)
                done := and(done, term(add(points, 0x480), t)) // quotient, piece 3
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0x380), s)) // random
                s := mload(FACTOR_2)
                done := and(done, term(add(points, 0x140), s)) // a4
                s := mload(FACTOR_3)
                done := and(done, term(add(points, 0x180), s)) // a5
                s := mload(FACTOR_4)
                done := and(done, term(add(points, 0x80), s)) // a1
                s := mload(FACTOR_5)
                done := and(done, term(add(points, 0x300), s)) // a11
                s := mload(FACTOR_6)
                done := and(done, term(add(points, 0x340), s)) // a12
                s := mulmod(s, y, r)
                done := and(done, term(add(points, 0), s)) // f5
                s := mload(FACTOR_7)
                done := and(done, term(add(points, 0x40), s)) // a0
                s := mload(FACTOR_8)
                done := and(done, fixedTerm(F0_MPTR, s)) // f0
                s := mload(FACTOR_9)
                done := and(done, fixedTerm(F1_MPTR, s)) // f1
                s := mload(FACTOR_10)
                done := and(done, fixedTerm(F2_MPTR, s)) // f2
                s := mload(FACTOR_11)
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
