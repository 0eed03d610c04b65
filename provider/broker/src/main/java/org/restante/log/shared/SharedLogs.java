package org.restante.log.shared;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens shared logs for the URI schemes that it accepts; found by ServiceLoader. Any thread may use it. */
public interface SharedLogs {

    /**
     * A log, and who opens it. Immutable.
     *
     * @param name the name of the log
     * @param options the options of the URI that {@link #optionNames} has
     * @param node the name of this process, for people
     * @param address where clients of this process connect, if it owns the log; empty if nowhere
     * @param store the number of the log that is expected; 0 for any
     * @param cache a directory for what makes the next opening faster; null for none
     */
    record Place(
            String name,
            Map<String, String> options,
            String node,
            String address,
            long store,
            @Nullable Path cache) {

        public Place {
            options = Map.copyOf(options);
        }

        /** A place for a process that only looks. */
        public static Place of(String name, Map<String, String> options) {
            return new Place(name, options, "", "", 0, null);
        }

        /** A copy that expects the log with this number. */
        public Place withStore(long expected) {
            return new Place(name, options, node, address, expected, cache);
        }
    }

    /**
     * Something that a look at the place of a log has shown.
     *
     * @param isGood whether it can stay as it is
     * @param what the subject, in a few words
     * @param text what was found, and if it is not good, what to do
     */
    record Finding(boolean isGood, String what, String text) {}

    boolean accepts(String scheme);

    /** The names of the options that a URI of such a log has beside those of any broker. */
    List<String> optionNames();

    /** Where the log is, for people. */
    String shown(Place place);

    /**
     * Checks the name and the options; opens nothing.
     *
     * @throws IllegalArgumentException if one of them is invalid; the message names it
     */
    void check(Place place);

    /**
     * Opens a log, and reads it to its end. Makes it if there is none.
     *
     * @throws IOException if it cannot be reached, or it is another log than expected
     */
    SharedLog open(Place place) throws IOException;

    /**
     * Looks for the owner of a log at its end, without opening it.
     *
     * @return null if there is no log, or none of its newest records names an owner
     * @throws IOException if the log cannot be reached
     */
    @Nullable
    Claimant owner(Place place) throws IOException;

    /** Looks at all that a log depends on; changes nothing. */
    List<Finding> examine(Place place);
}
