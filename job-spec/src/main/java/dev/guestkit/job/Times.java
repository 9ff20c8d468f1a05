package dev.guestkit.job;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * The times of the protocol: RFC 3339 {@code date-time} in, UTC with {@code Z} out.
 *
 * <p>{@link java.time.OffsetDateTime#parse} takes more than RFC 3339 (times without seconds, {@code +01}, longer years) and
 * less ({@code t}, {@code z}, more than nine digits), hence a parser of its own.
 */
final class Times {
    private static final long FIRST = -62_167_219_200L; // 0000-01-01T00:00:00Z
    private static final long LAST = 253_402_300_799L; // 9999-12-31T23:59:59Z

    private static final long DAY = 86_400L;

    private Times() {}

    /** The instant that {@code text} names, empty when it is no RFC 3339 time of the UTC years 0000 to 9999. */
    static Optional<Instant> parse(String text) {
        int length = text.length();
        if (length < 20 || !shape(text)) {
            return Optional.empty();
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (year < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return Optional.empty();
        }
        if (second < 0 || second > 59 || day > YearMonth.of(year, month).lengthOfMonth()) {
            return Optional.empty();
        }
        int zone = afterFraction(text);
        int offset = zone < 0 ? NO_OFFSET : offset(text, zone);
        if (offset == NO_OFFSET) {
            return Optional.empty();
        }
        long epoch = LocalDate.of(year, month, day).toEpochDay() * DAY + hour * 3600L + minute * 60L + second - offset;
        if (epoch < FIRST || epoch > LAST) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochSecond(epoch, nanos(text, zone)));
    }

    private static final int NO_OFFSET = Integer.MIN_VALUE;

    private static boolean shape(String text) {
        char t = text.charAt(10);
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (t == 'T' || t == 't')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    /** Where the offset begins; -1 when there is a point without a digit. */
    private static int afterFraction(String text) {
        if (text.charAt(19) != '.') {
            return 19;
        }
        int i = 20;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i == 20 ? -1 : i;
    }

    private static int nanos(String text, int end) {
        int nanos = 0;
        for (int i = 20; i < 29; i++) {
            nanos = nanos * 10 + (i < end ? text.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private static int offset(String text, int at) {
        int rest = text.length() - at;
        char sign = rest > 0 ? text.charAt(at) : ' ';
        if (rest == 1) {
            return sign == 'Z' || sign == 'z' ? 0 : NO_OFFSET;
        }
        if (rest != 6 || (sign != '+' && sign != '-') || text.charAt(at + 3) != ':') {
            return NO_OFFSET;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return NO_OFFSET;
        }
        int seconds = hours * 3600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    /** The number that the digits from {@code from} to before {@code to} name, -1 when one is no ASCII digit. */
    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * The time in UTC with {@code Z}; of the fraction as many digits as it needs, in threes.
     *
     * <p>As {@link Instant#toString} has it, without the interpreted formatter behind that: times are a quarter of the cost of
     * writing a small result.
     */
    static String write(Instant time) {
        long epoch = time.getEpochSecond();
        if (epoch < FIRST || epoch > LAST) {
            return time.toString(); // A year of more than four digits or before 0000: said as Java says it.
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epoch, DAY));
        int second = (int) Math.floorMod(epoch, DAY);
        StringBuilder out = new StringBuilder(30);
        digits(out, date.getYear(), 1000);
        digits(out.append('-'), date.getMonthValue(), 10);
        digits(out.append('-'), date.getDayOfMonth(), 10);
        digits(out.append('T'), second / 3600, 10);
        digits(out.append(':'), second / 60 % 60, 10);
        digits(out.append(':'), second % 60, 10);
        fraction(out, time.getNano());
        return out.append('Z').toString();
    }

    private static void fraction(StringBuilder out, int nanos) {
        if (nanos == 0) {
            return;
        }
        out.append('.');
        if (nanos % 1_000_000 == 0) {
            digits(out, nanos / 1_000_000, 100);
        } else if (nanos % 1000 == 0) {
            digits(out, nanos / 1000, 100_000);
        } else {
            digits(out, nanos, 100_000_000);
        }
    }

    /** The number with leading zeros; {@code place} is the value of its first digit's place. */
    private static void digits(StringBuilder out, int number, int place) {
        for (int p = place; p > 0; p /= 10) {
            out.append((char) ('0' + number / p % 10));
        }
    }
}
