// SPDX-License-Identifier: MIT OR Apache-2.0
// Written by the generator in `evm-verifier`. Do not edit: change templates/Verifier.sol or the circuit.
pragma solidity ^0.8.24;

/// @title vnTinyRAM verifier for profile {{PROFILE}}
{{NOTICE}}///         One creation code serves every setup (SRS): what depends on it is given to the constructor. No owner, no upgrade.
{{PROOF_DOC}}contract {{CONTRACT}} {
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
{{ERRORS}}    /// Constructor: fixed commitment `index` is not a point of the curve other than the identity, with coordinates below q.
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

{{VERIFY}}    /// programId = keccak256(VERIFIER_HASH || program point). The transcript starts with the same words.
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

{{CHALLENGES}}    /// All gates at x, combined by powers of y: the quotient's value is this over x^n - 1.
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
                mstore(VANISHING, {{VANISHING_FACTOR}})
                mstore(FACTOR_QUOTIENT, mulmod(here, next, r))
            }
            let power := {{FIRST_POWER}}
            let opened := {{OPENED_BEFORE}}
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

{{OPENING}}}
