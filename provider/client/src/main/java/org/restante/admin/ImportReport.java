package org.restante.admin;

import java.util.List;

/**
 * What became of an import.
 *
 * @param imported how many messages were put there
 * @param present how many were passed over, because they wait there already
 * @param skipped how many lines were bad, and skipped
 * @param problems the first {@value #MAX_PROBLEMS} of those, each with the number of its line and why it is bad
 */
public record ImportReport(long imported, long present, long skipped, List<String> problems) {

    static final int MAX_PROBLEMS = 100;

    public ImportReport {
        problems = List.copyOf(problems);
    }
}
