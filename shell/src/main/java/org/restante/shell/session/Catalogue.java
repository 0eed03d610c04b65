package org.restante.shell.session;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/**
 * The commands by name. A command object is created only when it is needed, because creating all of them takes longer than most
 * commands run. Owned by one thread while it is filled, immutable afterwards.
 */
public final class Catalogue {

    private static final int NAMES = 16;
    private static final int MEANINGS = 20;

    private final List<Entry> entries = new ArrayList<>();

    /**
     * A command and the factory of its object.
     *
     * @param room the heading under which help lists it
     */
    public record Entry(String room, String name, List<String> aliases, Supplier<Object> command) {

        boolean isCalled(String word) {
            return name.equals(word) || aliases.contains(word);
        }
    }

    private final String room;

    /**
     * An empty catalogue.
     *
     * @param room the heading under which help lists these commands
     */
    public Catalogue(String room) {
        this.room = room;
    }

    /**
     * Adds a command.
     *
     * @param aliases the same aliases as in the annotation of the command
     */
    public Catalogue add(String name, Supplier<Object> command, String... aliases) {
        entries.add(new Entry(room, name, List.of(aliases), command));
        return this;
    }

    public Catalogue addAll(Catalogue others) {
        entries.addAll(others.entries);
        return this;
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The names of all commands that help lists. */
    public List<String> names() {
        return entries.stream()
                .filter(entry -> !entry.name().startsWith("_"))
                .flatMap(entry -> names(entry).stream())
                .toList();
    }

    /** Creates all commands. */
    public CommandLine under(Object top) {
        return under(top, entries);
    }

    /** Creates the commands whose name is among the words; all, if there is none or {@code help} is among them. */
    public CommandLine under(Object top, String... words) {
        List<String> called = Arrays.asList(words);
        List<Entry> wanted = entries.stream()
                .filter(entry -> called.stream().anyMatch(entry::isCalled))
                .toList();
        return under(top, wanted.isEmpty() || called.contains("help") ? entries : wanted);
    }

    private CommandLine under(Object top, Collection<Entry> wanted) {
        CommandLine line = new CommandLine(top);
        line.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, this::grouped);
        line.getHelpSectionMap().remove(SECTION_KEY_COMMAND_LIST_HEADING);
        wanted.forEach(entry -> line.addSubcommand(
                entry.name(), entry.command().get(), entry.aliases().toArray(String[]::new)));
        return line;
    }

    /** The list of commands, under the headings of their rooms. */
    private String grouped(CommandLine.Help help) {
        Map<String, List<Entry>> rooms = new LinkedHashMap<>();
        entries.forEach(entry ->
                rooms.computeIfAbsent(entry.room(), own -> new ArrayList<>()).add(entry));
        Map<String, CommandLine.Help> all = help.subcommands();
        StringBuilder text = new StringBuilder();
        rooms.forEach((name, commands) -> {
            TextTable table = TextTable.forColumns(
                    help.colorScheme(),
                    new Column(NAMES, 2, Overflow.SPAN),
                    new Column(
                            Math.max(MEANINGS, help.commandSpec().usageMessage().width() - NAMES), 2, Overflow.WRAP));
            for (Entry entry : commands) {
                CommandLine.Help one = all.get(String.join(", ", names(entry)));
                CommandLine.Help own = one == null ? all.get(entry.name()) : one;
                if (own != null) {
                    String[] meaning = own.commandSpec().usageMessage().description();
                    table.addRowValues(
                            help.colorScheme().commandText(String.join(", ", names(entry))),
                            help.colorScheme()
                                    .text(
                                            meaning.length == 0
                                                    ? ""
                                                    : meaning[0].replaceFirst("(?<=[a-z])[.:;] .*", ".")));
                }
            }
            text.append(String.format(Locale.ROOT, "%n%s%n", name)).append(table);
        });
        return text.toString();
    }

    private static List<String> names(Entry entry) {
        List<String> names = new ArrayList<>(List.of(entry.name()));
        names.addAll(entry.aliases());
        return names;
    }
}
