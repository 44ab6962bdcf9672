// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

import {IVnTinyRamVerifier} from "../contracts/IVnTinyRamVerifier.sol";
import {Setup} from "./Setup.sol";
import {vm} from "./Vm.sol";

/// The verifier itself: each of its errors, and bits flipped at random. `cargo test` goes on from here.
contract VerifierTest is Setup {
    error WrongFixedCommitment(uint256 index);
    error WrongSG2();

    uint256 private constant R = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;
    uint256 private constant Q = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47;

    function verify(bytes32 id, bytes memory values, bytes memory bytes_) public view {
        verifier.verify(id, values, bytes_);
    }

    function test_getters() public view {
        require(verifier.VERIFIER_HASH() == verifierHash && verifier.SELECTOR() == bytes4(verifierHash));
        require(verifier.PROOF_LENGTH() == proof.length && bytes4(proof) == verifier.SELECTOR());
        require(verifier.MAX_PUBLIC_BYTES() >= publicValues.length);
        require(bytes(verifier.PROFILE()).length > 0 && verifier.INSECURE_DEV_SRS());
        require(address(verifier).code.length <= 24_000);
    }

    function test_accepts() public view {
        verify(programId, publicValues, proof);
        verifier.verifyAnswer(programId, 0, publicValues, proof);
    }

    function test_InvalidProof() public {
        vm.expectRevert(IVnTinyRamVerifier.InvalidProof.selector);
        verifier.verifyAnswer(programId, 1, publicValues, proof);
    }

    function test_WrongVerifier() public {
        bytes memory other = flip(proof, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IVnTinyRamVerifier.WrongVerifier.selector, bytes4(other), bytes4(proof))
        );
        this.verify(programId, publicValues, other);
    }

    function test_WrongProofLength() public {
        bytes memory long = bytes.concat(proof, hex"00");
        vm.expectRevert(
            abi.encodeWithSelector(IVnTinyRamVerifier.WrongProofLength.selector, long.length, proof.length)
        );
        this.verify(programId, publicValues, long);
    }

    function test_WrongProgram() public {
        vm.expectRevert(abi.encodeWithSelector(IVnTinyRamVerifier.WrongProgram.selector, programId, bytes32(0)));
        this.verify(0, publicValues, proof);
    }

    function test_PublicValuesTooLong() public {
        uint256 maximum = verifier.MAX_PUBLIC_BYTES();
        vm.expectRevert(
            abi.encodeWithSelector(IVnTinyRamVerifier.PublicValuesTooLong.selector, maximum + 4, maximum)
        );
        this.verify(programId, new bytes(maximum + 4), proof);
    }

    function test_PublicValuesNotWords() public {
        vm.expectRevert(abi.encodeWithSelector(IVnTinyRamVerifier.PublicValuesNotWords.selector, 3));
        this.verify(programId, new bytes(3), proof);
    }

    function test_NotCanonical() public {
        bytes memory other = bytes.concat(proof);
        assembly {
            mstore(add(other, 0x24), Q)
        }
        vm.expectRevert(abi.encodeWithSelector(IVnTinyRamVerifier.NotCanonical.selector, 0));
        this.verify(programId, publicValues, other);
    }

    function test_NotOnCurve() public {
        bytes memory other = bytes.concat(proof);
        assembly {
            mstore(add(other, 0x24), 0)
            mstore(add(other, 0x44), 0)
        }
        vm.expectRevert(abi.encodeWithSelector(IVnTinyRamVerifier.NotOnCurve.selector, 0));
        this.verify(programId, publicValues, other);
    }

    /// Too little gas for the pairing, enough to say so.
    function test_PrecompileFailed() public view {
        bytes memory call = abi.encodeCall(IVnTinyRamVerifier.verify, (programId, publicValues, proof));
        uint256 gas = gasleft();
        (bool accepted,) = address(verifier).staticcall(call);
        gas -= gasleft();
        require(accepted);
        bytes memory answer;
        (accepted, answer) = address(verifier).staticcall{gas: gas - 50_000}(call);
        require(!accepted && bytes4(answer) == IVnTinyRamVerifier.PrecompileFailed.selector && answer.length == 4);
    }

    function test_constructor() public {
        bytes memory code = deployment();
        // The last word is of [s]_2, the fifth from behind of the last fixed commitment.
        vm.expectRevert(WrongSG2.selector);
        this.make(flip(code, 8 * code.length - 1));
        (bool made, bytes memory answer) = address(this).call(
            abi.encodeCall(this.make, (flip(code, 8 * (code.length - 128) - 1)))
        );
        require(!made && bytes4(answer) == WrongFixedCommitment.selector);
    }

    function make(bytes memory code) external returns (address) {
        return create(code);
    }

    function testFuzz_any_bit_of_the_proof(uint256 bit) public view {
        refused(programId, publicValues, flip(proof, bit % (8 * proof.length)));
    }

    function testFuzz_any_bit_of_the_public_values(uint256 bit) public view {
        refused(programId, flip(publicValues, bit % (8 * publicValues.length)), proof);
    }

    function testFuzz_any_program(bytes32 id) public view {
        if (id != programId) refused(id, publicValues, proof);
    }

    function testFuzz_any_public_values(bytes memory values) public view {
        if (keccak256(values) != keccak256(publicValues)) refused(programId, values, proof);
    }

    /// Every word plus its modulus is the same number, and refused all the same.
    function testFuzz_any_alias(uint256 index) public view {
        bytes memory other = bytes.concat(proof);
        index %= (proof.length - 4) / 32;
        // Coordinates and evaluations have different moduli; plus either one, a word is above its own.
        uint256 modulus = index % 3 == 0 ? R : Q;
        assembly {
            let at := add(add(other, 0x24), mul(index, 0x20))
            mstore(at, add(mload(at), modulus))
        }
        refused(programId, publicValues, other);
    }

    function refused(bytes32 id, bytes memory values, bytes memory bytes_) private view {
        try this.verify(id, values, bytes_) {
            revert("accepted");
        } catch (bytes memory reason) {
            require(reason.length >= 4, "refused without a name");
        }
    }
}
