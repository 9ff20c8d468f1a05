package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02t03:04:05z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.1Z, 2026-01-02T03:04:05.100Z",
        "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456789Z",
        "2026-01-02T03:04:05.1234567899999Z, 2026-01-02T03:04:05.123456789Z",
        "2026-01-02T03:04:05.000000001Z, 2026-01-02T03:04:05.000000001Z",
        "2026-01-02T03:04:05+05:30, 2026-01-01T21:34:05Z",
        "2026-01-02T03:04:05.5-23:59, 2026-01-03T03:03:05.500Z",
        "2026-01-02T03:04:05-00:00, 2026-01-02T03:04:05Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
        "0000-01-01T05:00:00+05:00, 0000-01-01T00:00:00Z"
    })
    void rfc3339IsRead(String text, String utc) {
        assertThat(Times.parse(text)).map(Times::write).contains(utc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-02",
                "2026-01-02T03:04Z",
                "2026-01-02T03:04:05",
                "2026-01-02 03:04:05Z",
                "2026-01-02T03:04:05+01",
                "2026-01-02T03:04:05+0100",
                "2026-01-02T03:04:05+01:00:00",
                "2026-01-02T03:04:05+24:00",
                "2026-01-02T03:04:05+01:60",
                "2026-01-02T03:04:60Z",
                "2016-12-31T23:59:60Z",
                "2026-01-02T24:00:00Z",
                "2026-01-02T03:60:05Z",
                "2026-00-02T03:04:05Z",
                "2026-13-02T03:04:05Z",
                "2026-01-00T03:04:05Z",
                "2026-01-32T03:04:05Z",
                "2026-02-29T03:04:05Z",
                "1900-02-29T03:04:05Z",
                "2026-04-31T03:04:05Z",
                "12026-01-02T03:04:05Z",
                "+2026-01-02T03:04:05Z",
                "-2026-01-02T03:04:05Z",
                "2026-01-02T03:04:05.Z",
                "2026-01-02T03:04:05,5Z",
                "2026-01-02T03:04:05Z ",
                " 2026-01-02T03:04:05Z",
                "2026-01-02T03:04:05ZZ",
                "2026-01-02T03:04:05Z[UTC]",
                "2026-1-02T03:04:05Z0",
                "2026/01/02T03:04:05Z",
                "2026-01-02T03-04-05Z",
                "٢٠٢٦-01-02T03:04:05Z",
                "0000-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "9999-12-31T23:59:59.5-01:00"
            })
    void whatIsNoRfc3339TimeIsRefused(String text) {
        assertThat(Times.parse(text)).isEmpty();
    }

    @Property
    void everyWrittenTimeIsReadAgain(
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long seconds,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        Instant time = Instant.ofEpochSecond(seconds, nanos);
        assertThat(Times.parse(Times.write(time))).contains(time);
    }

    @Property
    void timesAreWrittenAsJavaWritesThem(
            @ForAll @LongRange(min = -70_000_000_000L, max = 260_000_000_000L) long seconds,
            @ForAll @IntRange(max = 999) int fraction,
            @ForAll @IntRange(min = 1, max = 3) int threes) {
        int nanos = fraction * (threes == 1 ? 1 : threes == 2 ? 1000 : 1_000_000);
        Instant time = Instant.ofEpochSecond(seconds, nanos);
        assertThat(Times.write(time)).isEqualTo(time.toString());
    }

    @Property
    void everyOffsetMeansTheSameInstant(
            @ForAll @LongRange(min = -62_000_000_000L, max = 253_000_000_000L) long seconds,
            @ForAll @IntRange(min = -1079, max = 1079) int minutes) {
        Instant time = Instant.ofEpochSecond(seconds);
        OffsetDateTime there = time.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60));
        assertThat(Times.parse(there.format(java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME)))
                .contains(time);
    }
}
