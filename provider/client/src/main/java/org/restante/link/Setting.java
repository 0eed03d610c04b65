package org.restante.link;

import java.util.Arrays;
import java.util.List;

/**
 * A setting of a destination, or of all destinations that match a pattern: its name in text, its default value, its
 * meaning.
 */
public enum Setting {
    MAX_DELIVERIES(
            "maxDeliveries",
            Kind.WHOLE,
            "10",
            "the largest number of deliveries of a message; returned after the last one, it goes to the dead-letter queue; 0 for no limit"),
    REDELIVERY_DELAY(
            "redeliveryDelay",
            Kind.MILLIS,
            "0",
            "the delay before a returned message is delivered again, in milliseconds; the messages behind it are not delayed"),
    REDELIVERY_BACKOFF(
            "redeliveryBackoff",
            Kind.FACTOR,
            "1",
            "the factor by which the delay grows with each further redelivery; 2 doubles it each time"),
    MAX_REDELIVERY_DELAY(
            "maxRedeliveryDelay", Kind.MILLIS, "3600000", "the longest delay of a redelivery, in milliseconds"),
    DEAD_LETTER_QUEUE(
            "deadLetterQueue",
            Kind.TEXT,
            "DLQ.{name}",
            "the queue for messages that were delivered too often; {name} stands for the destination; empty: they are dropped"),
    EXPIRY_QUEUE(
            "expiryQueue",
            Kind.TEXT,
            "",
            "the queue for messages whose time to live has ended; empty: they are dropped"),
    EXCLUSIVE(
            "exclusive",
            Kind.BOOLEAN,
            "false",
            "whether one consumer gets all messages; the next consumer takes over when it closes"),
    GROUPS(
            "groups",
            Kind.BOOLEAN,
            "true",
            "whether messages with the same JMSXGroupID go to the same consumer, as long as it is open"),
    LAST_VALUE_KEY(
            "lastValueKey",
            Kind.TEXT,
            "",
            "the property by which a message replaces the waiting one with the same value; empty: no message replaces another"),
    MAX_MESSAGES("maxMessages", Kind.WHOLE, "0", "the largest number of waiting messages; 0 for no limit"),
    MAX_BYTES("maxBytes", Kind.WHOLE, "0", "the largest size of all waiting messages, in bytes; 0 for no limit"),
    WHEN_FULL(
            "whenFull",
            Kind.WHEN_FULL,
            "block",
            "the effect of a reached limit on a send: block (it waits for space), refuse, or drop-oldest (the oldest message goes)"),
    BLOCK_TIMEOUT(
            "blockTimeout",
            Kind.MILLIS,
            "30000",
            "how long a blocked send waits before it is refused, in milliseconds"),
    DUPLICATE_WINDOW(
            "duplicateWindow",
            Kind.WHOLE,
            "10000",
            "the number of duplicate-detection identifiers that are remembered; a send with one of them is not stored again; 0 for none");

    private final String word;
    private final Kind kind;
    private final String standard;
    private final String meaning;

    Setting(String word, Kind kind, String standard, String meaning) {
        this.word = word;
        this.kind = kind;
        this.standard = standard;
        this.meaning = meaning;
    }

    /** Finds a setting by its name in text. */
    public static Setting of(String word) {
        for (Setting setting : values()) {
            if (setting.word.equals(word)) {
                return setting;
            }
        }
        List<String> words = Arrays.stream(values()).map(Setting::word).toList();
        throw new IllegalArgumentException(
                "a destination has no setting '" + word + "'; " + NearestWord.to(word, words));
    }

    /** The setting's name in text. */
    public String word() {
        return word;
    }

    /** The default value. */
    public String standard() {
        return standard;
    }

    /** The effect of the setting, in one line. */
    public String meaning() {
        return meaning;
    }

    /** @throws IllegalArgumentException if the value is invalid; the message names the valid form */
    void check(String value) {
        if (!kind.takes(value)) {
            throw new IllegalArgumentException(
                    "the setting '" + word + "' takes " + kind.form + ", not '" + value + "'");
        }
    }

    private enum Kind {
        WHOLE("a whole number from 0 on", "[0-9]{1,18}"),
        MILLIS("milliseconds, a whole number from 0 on", "[0-9]{1,12}"),
        FACTOR("a number from 1 to 1000", "1000|[1-9][0-9]{0,2}(\\.[0-9]{1,6})?"),
        BOOLEAN("true or false", "true|false"),
        TEXT("a text of at most 1,000 characters in one line", ".{0,1000}"),
        WHEN_FULL("block, refuse or drop-oldest", "block|refuse|drop-oldest");

        private final String form;
        private final String pattern;

        Kind(String form, String pattern) {
            this.form = form;
            this.pattern = pattern;
        }

        private boolean takes(String value) {
            return value.matches(pattern);
        }
    }
}
