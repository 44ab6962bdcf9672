// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

/// @title What every vnTinyRAM verifier contract answers to, whatever its profile and setup.
interface IVnTinyRamVerifier {
    /// The proof does not hold for this program, answer and public values.
    error InvalidProof();
    /// The proof was made for another profile, version or setup: compare its first four bytes with SELECTOR.
    error WrongVerifier(bytes4 received, bytes4 expected);
    error WrongProofLength(uint256 received, uint256 expected);
    /// The proof is one of another program.
    error WrongProgram(bytes32 received, bytes32 expected);
    error PublicValuesTooLong(uint256 received, uint256 maximum);
    /// Public values are 32-bit words: their length is a multiple of 4.
    error PublicValuesNotWords(uint256 length);
    /// Word `index` of the proof, after the selector, is not below its modulus.
    error NotCanonical(uint256 index);
    /// Words `index` and `index + 1` of the proof are not a point of the curve other than the identity.
    error NotOnCurve(uint256 index);
    /// The chain lacks a precompile for BN254, or the call ran out of gas.
    error PrecompileFailed();

    /// Returns if the program, with `publicValues` as its primary tape and SOME auxiliary tape, executes `answer 0` within the
    /// profile's number of steps. Reverts otherwise; never returns false.
    /// @param programId    what `vntr id` prints: profile, setup and the program's image
    /// @param publicValues the primary tape: 32-bit words, big-endian
    /// @param proof        the field `proof` of proof.json
    function verify(bytes32 programId, bytes calldata publicValues, bytes calldata proof) external view;

    /// The same for another answer than 0.
    function verifyAnswer(bytes32 programId, uint32 answer, bytes calldata publicValues, bytes calldata proof)
        external
        view;

    /// Name of the profile: registers, steps, memory.
    function PROFILE() external view returns (string memory);
    /// Constraint system, constant commitments, setup and format: everything but the program.
    function VERIFIER_HASH() external view returns (bytes32);
    /// The first four bytes of VERIFIER_HASH and of every proof for the contract.
    function SELECTOR() external view returns (bytes4);
    /// Exact length of a proof in bytes.
    function PROOF_LENGTH() external view returns (uint256);
    function MAX_PUBLIC_BYTES() external view returns (uint256);
    /// True if anybody can forge proofs: for tests alone.
    function INSECURE_DEV_SRS() external view returns (bool);
}
