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
            "how often a message may be delivered; given back after that, it goes to the dead-letter queue; 0 for no end"),
    REDELIVERY_DELAY(
            "redeliveryDelay",
            Kind.MILLIS,
            "0",
            "how long a message that was given back waits, in milliseconds; those behind it do not wait"),
    REDELIVERY_BACKOFF(
            "redeliveryBackoff",
            Kind.FACTOR,
            "1",
            "by what each further redelivery's delay grows; 2 doubles it each time"),
    MAX_REDELIVERY_DELAY(
            "maxRedeliveryDelay", Kind.MILLIS, "3600000", "the longest delay of a redelivery, in milliseconds"),
    DEAD_LETTER_QUEUE(
            "deadLetterQueue",
            Kind.TEXT,
            "DLQ.{name}",
            "where messages go that were delivered too often; {name} stands for the destination; empty: they are dropped"),
    EXPIRY_QUEUE(
            "expiryQueue", Kind.TEXT, "", "where messages go whose time to live has ended; empty: they are dropped"),
    EXCLUSIVE(
            "exclusive",
            Kind.BOOLEAN,
            "false",
            "whether one consumer gets all messages, and the next one only when it is gone"),
    GROUPS(
            "groups",
            Kind.BOOLEAN,
            "true",
            "whether messages with the same JMSXGroupID go to the same consumer, as long as it is there"),
    LAST_VALUE_KEY(
            "lastValueKey",
            Kind.TEXT,
            "",
            "the property by which a message takes the place of the one before with the same value; empty: none does"),
    MAX_MESSAGES("maxMessages", Kind.WHOLE, "0", "how many messages may wait; 0 for no bound of its own"),
    MAX_BYTES("maxBytes", Kind.WHOLE, "0", "how many bytes of messages may wait; 0 for no bound of its own"),
    WHEN_FULL(
            "whenFull",
            Kind.WHEN_FULL,
            "block",
            "what a send meets when the bound is reached: block (it waits for room), refuse, or drop-oldest (a ring)"),
    BLOCK_TIMEOUT(
            "blockTimeout",
            Kind.MILLIS,
            "30000",
            "how long a blocked send waits before it is refused, in milliseconds"),
    DUPLICATE_WINDOW(
            "duplicateWindow",
            Kind.WHOLE,
            "10000",
            "how many duplicate-detection identifiers are remembered; a send with one of those is not stored again; 0 for none");

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
