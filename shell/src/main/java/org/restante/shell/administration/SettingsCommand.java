package org.restante.shell.administration;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.shell.output.Results;
import org.restante.shell.session.Repeating;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and changes the settings of destinations. */
@Command(
        name = "settings",
        description = {
            "Shows the settings of destinations: all that are set, or for one destination each effective setting and the pattern it comes"
                    + " from. SETTING=VALUE sets a setting, durably and at once, for a destination or for all that match a pattern: * matches"
                    + " one level of a name, > the rest; the more specific pattern wins. SETTING= without a value removes it. settings --explain"
                    + " lists all settings."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  settings",
            "  settings orders",
            "  settings 'orders.>' maxDeliveries=5 redeliveryDelay=1000",
            "  settings orders maxDeliveries=",
            "  settings orders --clear --yes"
        })
final class SettingsCommand implements Callable<Integer> {

    private final ShellSession session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DEST", description = "A destination, or a pattern.")
    private @Nullable String pattern;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "SETTING=VALUE",
            completionCandidates = Begins.class,
            description = "The settings to change; several may be given.")
    private List<String> values = new ArrayList<>();

    @Option(names = "--clear", description = "Remove all settings of exactly this pattern.")
    private boolean clear;

    @Option(names = "--explain", description = "List all settings with their defaults.")
    private boolean explain;

    @Mixin
    private Confirming confirming = new Confirming();

    @Mixin
    private Repeating repeating = new Repeating();

    /** The beginnings of SETTING=VALUE, for completion. */
    private static final class Begins implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Setting.values())
                    .map(setting -> setting.word() + "=")
                    .iterator();
        }
    }

    SettingsCommand(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (explain) {
            explain();
            return ExitCode.DONE;
        }
        if (pattern == null || (!clear && values.isEmpty())) {
            return repeating.run(session, this::list);
        }
        try (Admin admin = session.admin()) {
            if (clear) {
                clear(admin, address(pattern));
            } else {
                set(admin, address(pattern));
            }
        }
        return ExitCode.DONE;
    }

    private Integer list() {
        try (Admin admin = session.admin()) {
            if (pattern == null) {
                all(admin);
            } else {
                effective(admin, address(pattern));
            }
        }
        return ExitCode.DONE;
    }

    private static String address(String word) {
        return word.startsWith("topic:") || word.startsWith("queue:") ? word : "queue:" + word;
    }

    private void explain() {
        try (Results results = session.results("setting", "standard", "meaning")) {
            for (Setting setting : Setting.values()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("setting", setting.word());
                row.put("standard", setting.standard());
                row.put("meaning", setting.meaning());
                results.add(row);
            }
        }
    }

    private void all(Admin admin) {
        try (Results results = session.results("pattern", "setting", "value")) {
            admin.settings()
                    .forEach((set, settings) -> settings.words().forEach((word, value) -> {
                        Map<String, Object> row = new LinkedHashMap<>();
                        row.put("pattern", set);
                        row.put("setting", word);
                        row.put("value", value);
                        results.add(row);
                    }));
        }
    }

    private void effective(Admin admin, String destination) {
        try (Results results = session.results("setting", "value", "from")) {
            for (SettingsInForce each : SettingsInForce.of(admin, destination)) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("setting", each.setting().word());
                row.put("value", each.value());
                row.put("from", each.from() == null ? "standard" : each.from());
                results.add(row);
            }
        }
    }

    private void set(Admin admin, String address) {
        Map<String, String> words = new LinkedHashMap<>(
                admin.settings().getOrDefault(address, Settings.NONE).words());
        for (String each : values) {
            int equals = each.indexOf('=');
            if (equals <= 0) {
                throw ShellException.usage("'" + VisibleText.line(each)
                        + "' is not of the form SETTING=VALUE; write for example maxDeliveries=5");
            }
            String word = each.substring(0, equals);
            String value = each.substring(equals + 1);
            words.put(word, value.isEmpty() ? standardOf(word) : value);
            if (value.isEmpty()) {
                words.remove(word);
            }
        }
        Settings settings = checked(words);
        if (confirming.isDryRun()) {
            session.screen()
                    .show("would set for " + VisibleText.line(address) + ": " + VisibleText.line(settings.toString()));
            return;
        }
        admin.configure(address, settings);
        session.screen().note(VisibleText.line(address) + ": " + VisibleText.line(settings.toString()));
    }

    /** The default of a setting; refuses an unknown one. */
    private static String standardOf(String word) {
        try {
            return Setting.of(word).standard();
        } catch (IllegalArgumentException e) {
            throw ShellException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static Settings checked(Map<String, String> words) {
        try {
            return Settings.of(words);
        } catch (IllegalArgumentException e) {
            throw ShellException.usage(String.valueOf(e.getMessage()));
        }
    }

    private void clear(Admin admin, String address) throws Exception {
        Settings set = admin.settings().get(address);
        if (set == null) {
            throw ShellException.of(
                    ExitCode.NOTHING, "no setting is set for " + VisibleText.line(address) + "; see: settings");
        }
        String what = "remove the settings of " + VisibleText.line(address) + " " + VisibleText.line(set.toString());
        if (confirming.isDryRun()) {
            session.screen().show("would " + what);
            return;
        }
        confirming.confirm(session, what);
        admin.configure(address, Settings.NONE);
        session.screen().note("settings of " + VisibleText.line(address) + " removed");
    }
}
