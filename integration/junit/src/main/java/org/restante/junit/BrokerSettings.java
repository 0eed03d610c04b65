package org.restante.junit;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * How to start the brokers of tests. Immutable.
 *
 * @param options options of the URI, without the question mark
 * @param start the first time of the clock; null for the time at the start
 */
record BrokerSettings(
        BrokerScope scope, String options, @Nullable Instant start) {

    static final BrokerSettings STANDARD = new BrokerSettings(BrokerScope.METHOD, "", null);

    static BrokerSettings of(RestanteTest annotation) {
        return new BrokerSettings(annotation.scope(), annotation.options(), parse(annotation.startsAt()));
    }

    private static @Nullable Instant parse(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ExtensionConfigurationException(
                    "startsAt of @RestanteTest is '" + text + "'; write a time such as 2026-01-05T08:00:00Z", e);
        }
    }
}
