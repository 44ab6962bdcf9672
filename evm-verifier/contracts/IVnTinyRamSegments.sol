// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

import {IVnTinyRamVerifier} from "./IVnTinyRamVerifier.sol";

/// @title What the verifier contracts of segments answer to besides: a run that is too long for one call, in several transactions.
/// @notice `begin` comes first, then `add` for the segments in any order, by anybody; `isProved` says that all of it was verified. `verify`
///         stores nothing, and `isProved` does not know of it. `vntr calldata --transactions` writes the calls.
interface IVnTinyRamSegments is IVnTinyRamVerifier {
    /// A run, as `begin` was told it. Its hash, keccak256(abi.encode(run)), names it.
    struct Run {
        /// Hash of verifier, program, answer, public values, number of segments and the first points of all.
        bytes32 transcript;
        uint256[2] program;
        uint32 answer;
        uint32 segments;
        /// Root of the Merkle tree of the segments' first points.
        bytes32 points;
        /// keccak256(programId || answer, 4 bytes || public values)
        bytes32 statement;
    }

    /// Word `index` of a segment is not below its modulus. Segments and words are counted from zero.
    error SegmentNotCanonical(uint256 segment, uint256 index);
    /// Words `index` and `index + 1` of a segment are not a point of the curve other than the identity.
    error SegmentNotOnCurve(uint256 segment, uint256 index);
    /// Each segment holds by itself, but what some of them wrote is not what others read.
    error SegmentsDisagree();
    /// `add`: no run of this hash has begun, or its statement is not proved yet.
    error UnknownRun(bytes32 run);
    /// `add`: the run has fewer segments.
    error NoSuchSegment(uint256 segment, uint256 segments);
    /// `add`: expected the bytes of one segment or several.
    error WrongSegmentsLength(uint256 received, uint256 ofSegment);
    /// `add`: the first points of these segments are not those that the run began with, or the path is not theirs.
    error OtherPoints(uint256 from, uint256 count);

    /// A run of so many segments began.
    event Begun(bytes32 indexed run, bytes32 indexed statement, uint256 segments);
    /// All segments of a run are in: the statement is proved.
    event Proved(bytes32 indexed statement, bytes32 indexed run);

    /// Was it proved, in several transactions, that the program with `publicValues` as its primary tape and SOME auxiliary tape executes
    /// `answer`? Once true, it stays true.
    function isProved(bytes32 programId, uint32 answer, bytes calldata publicValues) external view returns (bool);

    /// Has this run begun, and which segments are in: bit i % 256 of word i / 256. Of a run that is proved nothing is kept.
    function progress(bytes32 run) external view returns (bool begun, uint256[4] memory segments);

    /// The first transaction. A run that has begun, or whose statement is proved, is left as it is.
    /// @param  points selector || program point || first points of each segment
    /// @return run    the hash of its `Run`
    function begin(bytes32 programId, uint32 answer, bytes calldata publicValues, bytes calldata points)
        external
        returns (bytes32 run);

    /// Verifies segments and puts them in, each once: one that is in already is passed over, and so is all of a run whose statement is
    /// proved. The last one proves the statement.
    /// @param from     the index of the first of them
    /// @param path     what else the root of the first points is made of
    /// @param segments the messages of segments that follow each other, as they are in the proof
    function add(Run calldata run, uint256 from, bytes32[] calldata path, bytes calldata segments) external;
}
