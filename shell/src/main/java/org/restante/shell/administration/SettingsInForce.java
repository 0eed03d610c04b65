package org.restante.shell.administration;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.message.NamePattern;

/**
 * A setting of one destination as it is in force. Immutable.
 *
 * @param from the pattern that it comes from; null for the default
 */
record SettingsInForce(
        Setting setting, String value, @Nullable String from) {

    /** Whether it is set for the destination or for a pattern. */
    boolean isSet() {
        return from != null;
    }

    /** All settings of a destination. */
    static List<SettingsInForce> of(Admin admin, String destination) {
        Map<String, Settings> set = admin.settings();
        return Stream.of(Setting.values())
                .map(setting -> of(setting, set, destination))
                .toList();
    }

    private static SettingsInForce of(Setting setting, Map<String, Settings> set, String destination) {
        SettingsInForce inForce = new SettingsInForce(setting, setting.standard(), null);
        for (Map.Entry<String, Settings> each : set.entrySet()) { // in ascending precedence: the last match wins
            String value = each.getValue().get(setting);
            if (value != null && matches(each.getKey(), destination)) {
                inForce = new SettingsInForce(setting, value, each.getKey());
            }
        }
        return inForce;
    }

    private static boolean matches(String pattern, String destination) {
        int kind = pattern.indexOf(':') + 1;
        return destination.startsWith(pattern.substring(0, kind))
                && NamePattern.of(pattern.substring(kind)).matches(destination.substring(kind));
    }
}
