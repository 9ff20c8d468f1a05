package dev.guestkit.job;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Any JSON, at most four levels deep. */
final class RandomJson {
    private RandomJson() {}

    static Json next(Random random) {
        return Json.ofValue(value(random, 4));
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 8)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> new BigInteger(random.nextInt(1000), random).negate();
            case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
            case 4 -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(200) - 100);
            case 5 -> random.nextBoolean();
            case 6 -> text(random);
            case 7 -> null;
            case 8, 9 ->
                random.ints(random.nextInt(4))
                        .mapToObj(i -> value(random, depth - 1))
                        .toList();
            default -> {
                Map<String, @Nullable Object> map = new HashMap<>();
                random.ints(random.nextInt(4)).forEach(i -> map.put(text(random), value(random, depth - 1)));
                yield map;
            }
        };
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
