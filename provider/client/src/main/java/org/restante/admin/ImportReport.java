package org.restante.admin;

import java.util.List;

/**
 * The result of an import. Immutable.
 *
 * @param imported the number of stored messages
 * @param present the number of messages that were left out, because they wait there already
 * @param skipped the number of bad lines that were skipped
 * @param problems the first {@value #MAX_PROBLEMS} of the bad lines, each with its line number and the fault
 */
public record ImportReport(long imported, long present, long skipped, List<String> problems) {

    static final int MAX_PROBLEMS = 100;

    public ImportReport {
        problems = List.copyOf(problems);
    }
}
