package org.restante.shell.terminal;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words that people know from elsewhere, and what they are called here. */
final class OtherWords {

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("send", "publish"),
            Map.entry("produce", "publish"),
            Map.entry("put", "publish"),
            Map.entry("receive", "poll"),
            Map.entry("consume", "poll"),
            Map.entry("get", "poll"),
            Map.entry("peek", "browse"),
            Map.entry("listen", "subscribe"),
            Map.entry("list", "queues"),
            Map.entry("ls", "queues"),
            Map.entry("rm", "delete"),
            Map.entry("--durable", "--subscription"),
            Map.entry("--subscription", "--durable"));

    private OtherWords() {}

    /** The word among the known ones that has the meaning of this one; null for none, or if this one is known itself. */
    static @Nullable String meaning(String word, Collection<String> known) {
        String meaning = known.contains(word) ? null : MEANINGS.get(word);
        return known.contains(String.valueOf(meaning)) ? meaning : null;
    }
}
