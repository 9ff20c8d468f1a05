package dev.guestkit.appliance.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.ApplianceInfo;
import dev.guestkit.appliance.MachineUsage;
import dev.guestkit.appliance.Tier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A slow machine comes in the place of a fast one that cannot do it, and says why. */
class TieredMachineTest {
    private final List<String> calls = new ArrayList<>();

    /** A machine with one encrypted disk, as its scripts describe it. */
    private final class OneDisk implements Machine {
        private final String name;
        private final Optional<RuntimeException> atLaunch;
        private final Optional<RuntimeException> atUnlock;
        private final String reason;

        OneDisk(String name, Optional<RuntimeException> atLaunch, Optional<RuntimeException> atUnlock, String reason) {
            this.name = name;
            this.atLaunch = atLaunch;
            this.atUnlock = atUnlock;
            this.reason = reason;
        }

        @Override
        public ApplianceInfo launch() {
            calls.add(name + " launch");
            atLaunch.ifPresent(e -> {
                throw e;
            });
            return new ApplianceInfo("test", "1", "tcg", Duration.ZERO, Tier.STOCK, reason);
        }

        @Override
        public byte[] run(Script script, int limit) {
            String text = name + " disk 2048 - 2:0:0:0 0 /dev/" + name + "\n\036DEVNAME=/dev/" + name
                    + "\nUUID=u\nTYPE=crypto_LUKS\n\n\036\036\036\036\036";
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void stream(Script script, Path local, long limit) {
            throw new IllegalStateException("nobody asks for files here");
        }

        @Override
        public boolean unlock(String device, byte[] passphrase, String opened) {
            calls.add("unlock " + device);
            atUnlock.ifPresent(e -> {
                throw e;
            });
            return true;
        }

        @Override
        public Optional<MachineUsage> usage() {
            return Optional.empty();
        }

        @Override
        public void kill(ApplianceException end) {
            calls.add(name + " kill");
        }

        @Override
        public void remove() {
            calls.add(name + " remove");
        }
    }

    private TieredMachine tiered(Optional<RuntimeException> atLaunch, Optional<RuntimeException> atUnlock) {
        return new TieredMachine(
                new OneDisk("sda", atLaunch, atUnlock, ""),
                why -> new OneDisk("sdb", Optional.empty(), Optional.empty(), why));
    }

    @Test
    void cloneThatDoesNotStartIsReplaced() throws InterruptedException {
        TieredMachine machine =
                tiered(Optional.of(new ApplianceException(Kind.APPLIANCE_FAILED, "no room")), Optional.empty());

        assertThat(machine.launch().reason()).isEqualTo("no room");
        assertThat(calls).containsExactly("sda launch", "sda kill", "sda remove", "sdb launch");
    }

    @Test
    void cloneThatSomebodyKillsIsNotReplaced() {
        TieredMachine machine =
                tiered(Optional.of(new ApplianceException(Kind.APPLIANCE_FAILED, "it ended")), Optional.empty());
        machine.kill(new ApplianceException(Kind.CANCELLED, "the user asked"));

        assertThatThrownBy(machine::launch).hasMessage("it ended");
        assertThat(calls).containsExactly("sda kill", "sda launch");
    }

    @Test
    void diskWhoseKeyTakesMoreMemoryIsOpenedInALargerMachine() {
        TieredMachine machine = tiered(Optional.empty(), Optional.of(new MachineTooSmall("its key takes 1 GiB")));
        ScriptedAppliance appliance = new ScriptedAppliance(machine, Duration.ofSeconds(5), 1, a -> {});
        appliance.start();

        assertThat(appliance.unlock("/dev/sda", new byte[] {'k'})).isTrue();
        assertThat(calls).containsSubsequence("unlock /dev/sda", "sda remove", "sdb launch", "unlock /dev/sdb");
        assertThat(appliance.awaitReady().reason()).isEqualTo("its key takes 1 GiB");
        assertThat(appliance.storage().volumes()).extracting(v -> v.device()).containsExactly("/dev/sdb");
        appliance.close();
    }
}
