package dev.guestkit.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.worker.spi.JobState;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StateMachineTest {
    /** Section 5 of the protocol, written down once more, by hand. */
    private static final Set<String> PROTOCOL = Set.of(
            "PENDING>QUEUED",
            "PENDING>FAILED",
            "QUEUED>ASSIGNED",
            "QUEUED>CANCELLED",
            "QUEUED>FAILED",
            "QUEUED>COMPLETED",
            "ASSIGNED>RUNNING",
            "ASSIGNED>CANCELLED",
            "ASSIGNED>FAILED",
            "ASSIGNED>QUEUED",
            "RUNNING>QUEUED",
            "RUNNING>COMPLETED",
            "RUNNING>FAILED",
            "RUNNING>CANCELLED",
            "RUNNING>TIMEOUT");

    @Test
    void theTableIsTheProtocols() {
        Set<String> ways = new TreeSet<>();
        StateMachine.transitions().forEach((from, steps) -> steps.values().forEach(to -> ways.add(from + ">" + to)));
        assertThat(ways).isEqualTo(new TreeSet<>(PROTOCOL));
    }

    @Test
    void terminalStatesHaveNoWayOut() {
        for (JobState state : JobState.values()) {
            Map<Step, JobState> row = StateMachine.transitions().getOrDefault(state, Map.of());
            assertThat(row.isEmpty()).as("%s", state).isEqualTo(state.isTerminal());
        }
    }

    @Test
    void everyStepLeadsSomewhere() {
        Set<Step> used = EnumSet.noneOf(Step.class);
        StateMachine.transitions().values().forEach(row -> used.addAll(row.keySet()));
        assertThat(used).containsExactlyInAnyOrder(Step.values());
    }

    @Test
    void anIllegalStepIsRefusedByName() {
        assertThatThrownBy(() -> StateMachine.next(JobState.COMPLETED, Step.CLAIM))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessageContaining("COMPLETED")
                .hasMessageContaining("CLAIM");
    }
}
