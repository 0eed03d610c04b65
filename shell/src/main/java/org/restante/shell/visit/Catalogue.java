package org.restante.shell.visit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands that there are, by their names; each is made only where it is wanted, as making all of them takes longer than
 * most of them run. Owned by one thread while it is filled, immutable in use.
 */
public final class Catalogue {

    private final List<Entry> entries = new ArrayList<>();

    /**
     * A command.
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
     * An empty one.
     *
     * @param room the heading under which help lists these commands
     */
    public Catalogue(String room) {
        this.room = room;
    }

    /**
     * Adds a command.
     *
     * @param aliases as the command's annotation has them, too
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

    /** Makes all commands. */
    public CommandLine under(Object top) {
        return under(top, entries);
    }

    /** Makes the commands that are called by one of the words; all, if none is, or help is asked for. */
    public CommandLine under(Object top, String... words) {
        List<String> called = Arrays.asList(words);
        List<Entry> wanted = entries.stream()
                .filter(entry -> called.stream().anyMatch(entry::isCalled))
                .toList();
        return under(top, wanted.isEmpty() || called.contains("help") ? entries : wanted);
    }

    private static CommandLine under(Object top, Collection<Entry> wanted) {
        CommandLine line = new CommandLine(top);
        wanted.forEach(entry -> line.addSubcommand(
                entry.name(), entry.command().get(), entry.aliases().toArray(String[]::new)));
        return line;
    }
}
