package org.restante.conformance.tool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The titles of the chapters, which are the packages of the suite, in the order of the specification. */
final class Chapters {

    private static final Map<String, String> TITLES = titles();

    private Chapters() {}

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("architecture", "Concurrent use");
        titles.put("model", "Messages: headers, properties and bodies");
        titles.put("selecting", "Message selectors");
        titles.put("domains", "Queues, topics, browsers and temporary destinations");
        titles.put("administered", "Administered objects");
        titles.put("connecting", "Connections, sessions, transactions and acknowledgement");
        titles.put("sending", "Sending");
        titles.put("receiving", "Receiving and subscriptions");
        titles.put("facilities", "Durability and the interfaces of the two domains");
        titles.put("exceptions", "Exceptions");
        titles.put("serving", "Connection consumers");
        titles.put("distributed", "Distributed transactions");
        titles.put("histories", "Histories of many clients, with restarts and kills");
        return titles;
    }

    /** The title of a chapter; of an unknown one, its name. */
    static String title(String chapter) {
        return TITLES.getOrDefault(chapter, chapter);
    }

    /** These chapters, each once, in the order of the specification; unknown ones at the end. */
    static List<String> inOrder(Collection<String> chapters) {
        List<String> known = new ArrayList<>(TITLES.keySet());
        known.retainAll(chapters);
        chapters.stream()
                .sorted()
                .distinct()
                .filter(name -> !known.contains(name))
                .forEach(known::add);
        return known;
    }
}
