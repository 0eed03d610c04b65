package org.restante.link;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some settings of a destination, checked. A setting that is missing here has the value of a wider pattern, or the
 * default. Immutable.
 */
public final class Settings {

    /** No settings. */
    public static final Settings NONE = new Settings(new EnumMap<>(Setting.class));

    private final Map<Setting, String> values;

    private Settings(EnumMap<Setting, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Parses settings from names and values.
     *
     * @throws IllegalArgumentException if a name is unknown or a value is invalid; the message names it
     */
    public static Settings of(Map<String, String> words) {
        EnumMap<Setting, String> values = new EnumMap<>(Setting.class);
        words.forEach((word, value) -> {
            Setting setting = Setting.of(word);
            setting.check(value);
            values.put(setting, value);
        });
        return new Settings(values);
    }

    /** A copy with one setting added or replaced. */
    public Settings with(Setting setting, String value) {
        setting.check(value);
        EnumMap<Setting, String> more = new EnumMap<>(Setting.class);
        more.putAll(values);
        more.put(setting, value);
        return new Settings(more);
    }

    /** The value of a setting; null if it is not set here. */
    public @Nullable String get(Setting setting) {
        return values.get(setting);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The values by the settings' names in text, in the order of {@link Setting}. */
    public Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        values.forEach((setting, value) -> words.put(setting.word(), value));
        return words;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings settings && settings.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return words().toString();
    }
}
