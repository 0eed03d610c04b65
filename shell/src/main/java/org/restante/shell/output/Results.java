package org.restante.shell.output;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Screen;

/**
 * The results of a command, added row by row; the user chooses the output format. Owned by the thread that runs commands.
 *
 * <p>A row's values are texts, numbers, booleans, instants, durations, bytes, maps and lists of these, or null. The trap: some formats
 * write nothing before {@link #close}, so close it.
 */
public interface Results extends AutoCloseable {

    void add(Map<String, ? extends @Nullable Object> row);

    /** Writes the rows still buffered and the end of the format. */
    @Override
    void close();

    /**
     * Results in the output format of the options.
     *
     * @param columns the names that rows may have, in order
     */
    static Results of(OutputOptions output, Screen screen, List<String> columns) {
        return of(output, screen, columns, false);
    }

    /**
     * As {@link #of(OutputOptions, Screen, List)}.
     *
     * @param continued whether other results with these columns come before, so that CSV has no further line of names
     */
    static Results of(OutputOptions output, Screen screen, List<String> columns, boolean continued) {
        String format = output.format();
        if (format != null) {
            return new FormattedRows(screen, Template.parse(format, columns));
        }
        return switch (output.kind()) {
            case TABLE -> new Table(screen, columns);
            case JSON -> new JsonRows(screen, true);
            case NDJSON -> new JsonRows(screen, false);
            case CSV -> new CsvRows(screen, columns, continued);
            case RAW -> new RawRows(screen, columns);
        };
    }

    /** Shows a single result, not a list. */
    static void one(OutputOptions output, Screen screen, Map<String, ? extends @Nullable Object> row) {
        if (output.isForPeople()) {
            Table.names(screen, row);
        } else if (output.kind() == Output.JSON && output.format() == null) {
            screen.show(Json.write(row));
        } else {
            try (Results results = of(output, screen, List.copyOf(row.keySet()))) {
                results.add(row);
            }
        }
    }
}
