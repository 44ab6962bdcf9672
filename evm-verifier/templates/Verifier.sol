// SPDX-License-Identifier: MIT OR Apache-2.0
// Written by the generator in `evm-verifier`. Do not edit: change templates/Verifier.sol or the circuit.
pragma solidity ^0.8.24;

/// @title vnTinyRAM verifier for profile {{PROFILE}}
/// @notice One contract serves every program of the profile: the program is an argument. A call that returns is an accepted
///         proof, every other outcome is a revert; nothing is stored and no other contract is called.
///         One creation code serves every setup (SRS): what depends on it is given to the constructor. No owner, no upgrade.
/// @dev    The proof is a Halo2 proof (KZG on BN254, SHPLONK openings, Keccak transcript) of 2^{{K}} rows:
///         selector (4 bytes) || program point || advice, random and quotient points || evaluations || two opening points.
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

    /// Room for public values. Seven of their words are one scalar, and {{SCALARS_PER_ROW}} scalars one row of the instance column.
    uint256 private constant PUBLIC_SIZE = {{PUBLIC_SIZE}};
    uint256 private constant WORDS_PER_ROW = {{WORDS_PER_ROW}};

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
{{CHALLENGES}}
        }
    }

    /// The instance column at x, from its rows that are not zero: sum of value / (x / w^row - 1), as one fraction, times
    /// (x^n - 1) / n, which comes later. The value of a row is a polynomial in the first challenge, which was drawn after the proof's
    /// own words were committed: its scalars, then the number of words from its first one on.
    /// @dev Sums are left unreduced where a mulmod follows. For x = 0, which _invert refuses, differences are nonsense.
    function _sumInstance(uint256 answer, uint256 left) private pure {
        assembly {
            let r := R
            let beta := mload({{FINGERPRINT_CHALLENGE}})
            let numerator := 0
            let denominator := 1
            if answer {
                numerator := answer
                denominator := sub(mulmod(mload(X), {{ANSWER_ROOT_INV}}, r), 1)
            }
            let ratio := mulmod(mload(X), {{ROW_ROOT_INV}}, r)
            for { let from := PUBLIC_MPTR } sgt(left, 0) { left := sub(left, WORDS_PER_ROW) } {
                let difference := sub(ratio, 1)
                // value / difference is added to the fraction; the value by Horner's rule.
                numerator := add(mulmod(numerator, difference, r), mulmod(denominator,
{{FINGERPRINT}}
                , r))
                denominator := mulmod(denominator, difference, r)
                ratio := mulmod(ratio, {{STRIDE_ROOT_INV}}, r)
                from := add(from, {{ROW_BYTES}})
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
{{SQUARINGS}}
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
{{OPENING_POINTS}}
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
{{OPENING_INVERSES}}
            value := mload(INSTANCE_INV)
            mstore(INSTANCE_INV, mulmod(inverse, mload(add(INSTANCE_INV, PRODUCTS)), r))
            inverse := mulmod(inverse, value, r)
            value := mload(XN_INV)
            mstore(XN_INV, mulmod(inverse, mload(add(XN_INV, PRODUCTS)), r))
            mstore(X_INV, mulmod(inverse, value, r))
            // The instance column at x, whole.
            value := mulmod(mload(INSTANCE), mload(INSTANCE_INV), r)
            mstore(INSTANCE, mulmod(value, mulmod(addmod(xn, sub(r, 1), r), {{N_INV}}, r), r))
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
{{X_POWERS}}
{{SETS}}
            }
            mstore(OPENED, combine())
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
                let y := mload(OPEN_Y)
                let s := 1
                done := 1
{{COMMITMENTS}}
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
{{NEG_G2}}
            let done := staticcall(gas(), 0x08, PAIRING_MPTR, 0x180, PAIRING_MPTR, 0x20)
            available := and(available, and(done, eq(returndatasize(), 0x20)))
            valid := eq(mload(PAIRING_MPTR), 1)
        }
        if (!available) revert PrecompileFailed();
        if (!valid) revert InvalidProof();
    }
}
