// SPDX-License-Identifier: MIT OR Apache-2.0
// Written by the generator in `evm-verifier`. Do not edit: change templates/Verifier.sol or the circuit.
pragma solidity ^0.8.24;

/// @title vnTinyRAM verifier for profile {{PROFILE}}
/// @notice One contract serves every program of the profile: the program is an argument. A call that returns is an accepted
///         proof, every other outcome is a revert; nothing is stored and no other contract is called.
///         One creation code serves every setup (SRS): what depends on it is given to the constructor. No owner, no upgrade.
/// @dev    The proof is one of packed commitments (fflonk, KZG on BN254, SHPLONK openings, Keccak transcript) of 2^{{K}} rows:
///         selector (4 bytes) || program point || witness and quotient points || evaluations || two opening points.
///         Points are x || y, words are big-endian. "Word i" in an error counts 32-byte words after the selector.
contract {{CONTRACT}} {
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

    string public constant PROFILE = "{{PROFILE}}";
    uint256 public constant PROOF_LENGTH = {{PROOF_LENGTH}};
    uint256 public constant MAX_PUBLIC_BYTES = {{MAX_PUBLIC_BYTES}};

    /// Constraint system, constant commitments, setup and format: everything but the program. Computed by the constructor, so
    /// that it cannot be another setup's than the one that proofs are checked against.
    bytes32 public immutable VERIFIER_HASH;
    /// The first four bytes of every proof for this contract.
    bytes4 public immutable SELECTOR;
    /// True if the setup is the development SRS, whose trapdoor is public: then anybody can prove anything, and the contract is
    /// for tests alone.
    bool public immutable INSECURE_DEV_SRS;

    // The setup: commitments of the fixed columns that are the same for all programs, and [s]_2 as the pairing reads it.
{{IMMUTABLES}}

    /// Order of BN254's groups: the field of the scalars.
    uint256 private constant R = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;
    /// The field of BN254's coordinates.
    uint256 private constant Q = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47;

    // The proof, in bytes from its first word.
    uint256 private constant POINTS_END = {{POINTS_END}};
    uint256 private constant EVALS_CPTR = {{POINTS_END}};
    uint256 private constant EVALS_SIZE = {{EVALS_SIZE}};
    uint256 private constant H1_CPTR = {{H1_CPTR}};
    uint256 private constant H2_CPTR = {{H2_CPTR}};
    uint256 private constant PROGRAM_SIZE = {{PROGRAM_SIZE}};

    // Memory, in bytes. Challenges and values first:
{{MEMORY}}
    /// @param fixedCommitments x and y of each, in the order of the columns.
    /// @param sG2              [s]_2: imaginary and real part of x, then of y.
    constructor(uint256[{{FIXED_WORDS}}] memory fixedCommitments, uint256[4] memory sG2) {
        for (uint256 i = 0; i < fixedCommitments.length; i += 2) {
            (uint256 x, uint256 y) = (fixedCommitments[i], fixedCommitments[i + 1]);
            bool onCurve = mulmod(y, y, Q) == addmod(mulmod(x, mulmod(x, x, Q), Q), 3, Q);
            if (x >= Q || y >= Q || !onCurve) revert WrongFixedCommitment(i / 2);
        }
        _checkSG2(sG2);
        bytes32 hash = keccak256(
            bytes.concat({{HASH_START}}, abi.encodePacked(fixedCommitments), {{G2_COMPRESSED}}, _compress(sG2))
        );
        VERIFIER_HASH = hash;
        SELECTOR = bytes4(hash);
        INSECURE_DEV_SRS = keccak256(abi.encode(sG2)) == {{DEV_SG2_HASH}};
{{ASSIGNMENTS}}
    }

    /// The pairing's precompile refuses points outside of its group: e(0, [s]_2) = 1 for all others.
    function _checkSG2(uint256[4] memory sG2) private view {
        if (sG2[0] | sG2[1] | sG2[2] | sG2[3] == 0) revert WrongSG2(); // s = 0
        if (sG2[0] == {{G2_X_IMAGINARY}}) revert WrongSG2(); // s = 1 or -1
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
        _deriveChallenges(words, answer, publicValues);
        _multiplyTape(publicValues);
        _evaluateInstance(answer);
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

    /// programId = keccak256(VERIFIER_HASH || program point). The transcript starts with the same words.
    function _bindProgram(bytes32 programId, uint256 words) private view {
        bytes32 received;
        bytes32 hash = VERIFIER_HASH;
        assembly {
            mstore(TRANSCRIPT_MPTR, hash)
            calldatacopy(PROGRAM_MPTR, words, PROGRAM_SIZE)
            received := keccak256(TRANSCRIPT_MPTR, add(0x20, PROGRAM_SIZE))
        }
        if (received != programId) revert WrongProgram(received, programId);
    }

    /// Fiat-Shamir: each challenge is the hash of the one before and of all that was sent since. The first is that of verifier,
    /// program, answer, number of words, words and the first points.
    function _deriveChallenges(uint256 words, uint256 answer, bytes calldata publicValues) private pure {
        assembly {
            function absorb(last, from, size) -> hash {
                mstore(ABSORB_MPTR, last)
                calldatacopy(add(ABSORB_MPTR, 0x20), from, size)
                hash := keccak256(ABSORB_MPTR, add(size, 0x20))
            }
            let r := R
            mstore(ANSWER_MPTR, answer)
            mstore(LENGTH_MPTR, shr(2, publicValues.length))
            let end := add(LENGTH_MPTR, 0x20)
            calldatacopy(end, publicValues.offset, publicValues.length)
            end := add(end, publicValues.length)
            calldatacopy(end, add(words, PROGRAM_SIZE), FIRST_SIZE)
            let hash := keccak256(TRANSCRIPT_MPTR, sub(add(end, FIRST_SIZE), TRANSCRIPT_MPTR))
            mstore(CHALLENGE_0, mod(hash, r))
            mstore(0x00, hash)
            hash := keccak256(0x00, 0x20)
            mstore(CHALLENGE_1, mod(hash, r))
            hash := absorb(hash, add(words, SECOND_CPTR), SECOND_SIZE)
            mstore(Y, mod(hash, r))
            hash := absorb(hash, add(words, QUOTIENT_CPTR), 0x40)
            // The columns' point is this to the number of columns of a pack.
            let x := mod(hash, r)
{{PACK_SQUARINGS}}
            mstore(X, x)
            mstore(BEFORE_EVALS, hash)
            calldatacopy(EVALS_MPTR, add(words, EVALS_CPTR), EVALS_SIZE)
            hash := keccak256(BEFORE_EVALS, add(0x20, EVALS_SIZE))
            mstore(OPEN_V, mod(hash, r))
            hash := absorb(hash, add(words, H1_CPTR), 0x40)
            mstore(OPEN_U, mod(hash, r))
        }
    }

    /// The product of the tape's first tuples: gamma - (word beta^2 + address) for each word, gamma - (beta^3 + address) for the end.
    /// @dev Sums are left unreduced where a mulmod follows.
    function _multiplyTape(bytes calldata publicValues) private pure {
        assembly {
            let r := R
            let beta := mload(CHALLENGE_0)
            let square := mulmod(beta, beta, r)
            let tape := 1
            let cell := {{TAPE}}
            let above := add(mload(CHALLENGE_1), add(r, r))
            let end := add(publicValues.offset, publicValues.length)
            for { let from := publicValues.offset } lt(from, end) { from := add(from, 4) } {
                let word := shr(224, calldataload(from))
                tape := mulmod(tape, sub(above, add(mulmod(word, square, r), cell)), r)
                cell := add(cell, 1)
            }
            tape := mulmod(tape, sub(above, add(mulmod(beta, square, r), cell)), r)
            mstore(TAPE_PRODUCT, tape)
        }
    }

    /// The instance column at x: the product of the tape on the first row, the answer on the last step's; with the inversions of the
    /// verification at the price of one.
    function _evaluateInstance(uint256 answer) private view {
        bool invertible;
        bool available;
        assembly {
            let r := R
            let x := mload(X)
            let vanishing := x
{{SQUARINGS}}
            vanishing := addmod(vanishing, sub(r, 1), r)
            let first := addmod(x, sub(r, 1), r)
            let last := addmod(x, sub(r, {{ANSWER_ROOT}}), r)
            // Montgomery's trick.
            let inverse := mulmod(mulmod(mulmod(x, vanishing, r), first, r), last, r)
            invertible := gt(inverse, 0)
            mstore(SCRATCH_MPTR, 0x20)
            mstore(add(SCRATCH_MPTR, 0x20), 0x20)
            mstore(add(SCRATCH_MPTR, 0x40), 0x20)
            mstore(add(SCRATCH_MPTR, 0x60), inverse)
            mstore(add(SCRATCH_MPTR, 0x80), sub(r, 2)) // product^(r - 2) by EIP-198
            mstore(add(SCRATCH_MPTR, 0xa0), r)
            available := staticcall(gas(), 0x05, SCRATCH_MPTR, 0xc0, SCRATCH_MPTR, 0x20)
            available := and(available, eq(returndatasize(), 0x20))
            inverse := mload(SCRATCH_MPTR)
            // vanishing / n * (tape / (x - 1) + answer w / (x - w))
            let two := mulmod(x, vanishing, r)
            let sum := mulmod(mulmod(inverse, mulmod(two, first, r), r), mulmod(answer, {{ANSWER_ROOT}}, r), r)
            inverse := mulmod(inverse, last, r)
            sum := add(sum, mulmod(mulmod(inverse, two, r), mload(TAPE_PRODUCT), r))
            inverse := mulmod(inverse, first, r)
            mstore(INSTANCE, mulmod(mulmod(sum, vanishing, r), {{N_INV}}, r))
            mstore(XN_INV, mulmod(inverse, x, r))
            // 1 / (w x - x)
            mstore(DISTANCE_INV, mulmod(mulmod(inverse, vanishing, r), {{ROOT_LESS_ONE_INV}}, r))
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
{{GATES}}
            }
            mstore(QUOTIENT, mulmod(gates(), mload(XN_INV), R))
        }
    }

    /// SHPLONK: the factor of each commitment goes to memory, v^i times the vanishing polynomial at u of where the pack is not
    /// opened; the remainder that the evaluations make, at u, is added to OPENED by the same factor.
    function _combineEvaluations() private pure {
        assembly {
            let r := R
            let u := mload(OPEN_U)
            let once
            let quotient
            let slope
            {
                let packed := u
{{PACK_SQUARINGS_U}}
                let x := mload(X)
                let here := addmod(packed, sub(r, x), r)
                let next := addmod(packed, sub(r, mulmod(x, {{ROOT}}, r)), r)
                quotient := addmod(u, sub(r, x), r)
                // Packs that are opened once are also to vanish at the next row's point.
                once := mulmod(next, quotient, r)
                slope := mulmod(here, mload(DISTANCE_INV), r)
                mstore(VANISHING, mulmod(here, once, r))
                mstore(FACTOR_QUOTIENT, mulmod(here, next, r))
            }
            let power := 1
            let opened := 0
            let factor
            let sum
            let above
{{PACKS}}
            factor := mulmod(power, mload(FACTOR_QUOTIENT), r)
            mstore(FACTOR_QUOTIENT, factor)
            opened := addmod(opened, mulmod(factor, mload(QUOTIENT), r), r)
            mstore(OPENED, opened)
        }
    }

    /// The setup in memory, as the precompiles read it: a place for the factor behind each commitment, [s]_2 in the pairing.
    function _placeSetup() private view {
        uint256 word;
{{PLACE_SETUP}}
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
                done := 1
{{COMMITMENTS}}
                // The evaluations and the two opening points.
                mstore(POINT_MPTR, 1)
                mstore(add(POINT_MPTR, 0x20), 2)
                done := and(done, fixedTerm(POINT_MPTR, sub(r, mload(OPENED))))
                done := and(done, term(add(points, H1_CPTR), sub(r, mload(VANISHING))))
                done := and(done, term(add(points, H2_CPTR), mload(OPEN_U)))
            }
            available := sumCommitments(words)
            // e(H2, [s]_2) e(sum, -[1]_2) = 1
            calldatacopy(PAIRING_MPTR, add(words, H2_CPTR), 0x40)
            mstore(add(PAIRING_MPTR, 0xc0), mload(SUM_MPTR))
            mstore(add(PAIRING_MPTR, 0xe0), mload(add(SUM_MPTR, 0x20)))
{{NEG_G2}}
            let done := staticcall(gas(), 0x08, PAIRING_MPTR, 0x180, PAIRING_MPTR, 0x20)
            available := and(available, and(done, eq(returndatasize(), 0x20)))
            valid := eq(mload(PAIRING_MPTR), 1)
        }
        if (!available) revert PrecompileFailed();
        if (!valid) revert InvalidProof();
    }
}
