// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

import {Claim} from "../contracts/Claim.sol";
import {IVnTinyRamVerifier} from "../contracts/IVnTinyRamVerifier.sol";
import {VnTinyRamApp} from "../contracts/VnTinyRamApp.sol";
import {Setup} from "./Setup.sol";
import {vm} from "./Vm.sol";

/// The application against the real verifier: nothing is mocked.
contract ClaimTest is Setup {
    function test_a_proof_is_paid() public {
        vm.prank(CLAIMER);
        claim.claim(proof);
        require(CLAIMER.balance == 1 ether && address(claim).balance == 0, "not paid");
    }

    function test_a_replay_is_refused() public {
        vm.prank(CLAIMER);
        claim.claim(proof);
        vm.deal(address(claim), 1 ether);
        bytes32 statement = keccak256(bytes.concat(programId, publicValues));
        require(claim.verified(statement), "not marked");
        vm.expectRevert(abi.encodeWithSelector(VnTinyRamApp.AlreadyVerified.selector, statement));
        vm.prank(CLAIMER);
        claim.claim(proof);
    }

    /// Whoever copies the proof from the mempool proves nothing about himself.
    function test_a_front_runner_is_refused() public {
        vm.expectRevert(IVnTinyRamVerifier.InvalidProof.selector);
        vm.prank(address(0xbad));
        claim.claim(proof);
        // And has not harmed the claimer.
        test_a_proof_is_paid();
    }

    function testFuzz_any_other_caller_is_refused(address caller) public {
        if (caller == CLAIMER) return;
        vm.expectRevert(IVnTinyRamVerifier.InvalidProof.selector);
        vm.prank(caller);
        claim.claim(proof);
    }

    function test_another_chain_is_refused() public {
        vm.chainId(1);
        vm.expectRevert(IVnTinyRamVerifier.InvalidProof.selector);
        vm.prank(CLAIMER);
        claim.claim(proof);
    }

    function test_another_contract_is_refused() public {
        Claim other = new Claim(verifier, verifierHash, programId, DIGEST);
        vm.expectRevert(IVnTinyRamVerifier.InvalidProof.selector);
        vm.prank(CLAIMER);
        other.claim(proof);
    }

    function test_another_program_is_refused() public {
        bytes32 expected = ~programId;
        Claim other = new Claim(verifier, verifierHash, expected, DIGEST);
        vm.expectRevert(abi.encodeWithSelector(IVnTinyRamVerifier.WrongProgram.selector, programId, expected));
        vm.prank(CLAIMER);
        other.claim(proof);
    }

    function test_nothing_to_claim() public {
        vm.deal(address(claim), 0);
        vm.expectRevert(Claim.NothingToClaim.selector);
        vm.prank(CLAIMER);
        claim.claim(proof);
        // The statement is not used up.
        vm.deal(address(claim), 1 ether);
        test_a_proof_is_paid();
    }

    function test_a_claimer_that_takes_no_money() public {
        vm.etch(CLAIMER, hex"5f5ffd"); // reverts
        vm.expectRevert(abi.encodeWithSelector(Claim.PaymentFailed.selector, CLAIMER));
        vm.prank(CLAIMER);
        claim.claim(proof);
    }

    function test_a_verifier_that_is_none_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(VnTinyRamApp.NoVerifier.selector, CLAIMER));
        new Claim(IVnTinyRamVerifier(CLAIMER), verifierHash, programId, DIGEST);
        bytes32 expected = ~verifierHash;
        vm.expectRevert(abi.encodeWithSelector(VnTinyRamApp.WrongVerifierHash.selector, verifierHash, expected));
        new Claim(verifier, expected, programId, DIGEST);
    }

    /// Anybody can forge proofs for a verifier of the development SRS. One of a ceremony's is welcome everywhere.
    function test_the_development_srs_is_for_local_chains() public {
        vm.chainId(1);
        if (verifier.INSECURE_DEV_SRS()) vm.expectRevert(VnTinyRamApp.DevelopmentSrs.selector);
        new Claim(verifier, verifierHash, programId, DIGEST);
    }
}
