package org.restante.users;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.restante.link.Reply;
import org.restante.link.Request;

/** Shows the tests of other packages what is stated of a request. */
public final class StatedPermissions {

    private StatedPermissions() {}

    /** "free", or actions and places. */
    public static String of(Request request) {
        String needs = Need.of(request).stream()
                .map(need -> need.action().word() + " " + (need.where() == null ? "broker" : need.where()))
                .collect(Collectors.joining(", "));
        return needs.isEmpty() ? "free" : needs;
    }

    /** The answer to a question whose answer is filtered, for a user who may do nothing. */
    public static Reply shownToNobody(Reply reply, Path emptyFile) throws java.io.IOException {
        return VisibleListing.of(new Grants(Permissions.open(emptyFile), "nobody"), reply);
    }

    /** Whether the answer is different for each user. Throws if that is not stated. */
    public static boolean isFiltered(Request request) {
        return VisibleListing.isFiltered(request);
    }
}
