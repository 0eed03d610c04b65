package org.restante.link;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some settings of a destination, checked; what is not named here is as a wider pattern says, or standard. Immutable. */
public final class Settings {

    /** Nothing is set. */
    public static final Settings NONE = new Settings(new EnumMap<>(Setting.class));

    private final Map<Setting, String> values;

    private Settings(EnumMap<Setting, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Reads settings by their names.
     *
     * @throws IllegalArgumentException if there is no such setting, or it takes no such value; the message says which
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

    /** The same with one more; it takes the place of what was set before. */
    public Settings with(Setting setting, String value) {
        setting.check(value);
        EnumMap<Setting, String> more = new EnumMap<>(Setting.class);
        more.putAll(values);
        more.put(setting, value);
        return new Settings(more);
    }

    /** What is set here; null if nothing is. */
    public @Nullable String get(Setting setting) {
        return values.get(setting);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** By their names in text, in the order in which they are listed. */
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
