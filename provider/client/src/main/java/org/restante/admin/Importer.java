package org.restante.admin;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.NotUtf8Exception;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Utf8;
import org.restante.message.MessageId;

/**
 * Reads an export and stores its messages in a place, in batches. Owned by one thread.
 *
 * <p>The trap: a refusal of a batch does not name the message at fault, and a smaller batch may still fit. So the
 * messages of a refused batch are sent one by one.
 */
final class Importer {

    /**
     * The longest line. A message of 32 MiB grows by a third as Base64, and a text of escapes to six times its size.
     */
    private static final int MAX_LINE = 256 << 20;

    private static final int BATCH = 100;
    private static final int BATCH_BYTES = 64 << 10;

    private final Asker asker;
    private final Place place;
    private final Set<MessageId> present;
    private final boolean skipsBad;
    private final List<Line> batch = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int batchBytes;
    private long line;
    private long imported;
    private long passed;
    private long bad;

    private record Line(long number, AdminRequest.Imported message) {}

    /** @param present the identifiers of messages to leave out */
    Importer(Asker asker, Place place, Set<MessageId> present, boolean skipsBad) {
        this.asker = asker;
        this.place = place;
        this.present = present;
        this.skipsBad = skipsBad;
    }

    ImportReport run(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in);
        byte[] first = next(buffered);
        begin(first == null ? null : Utf8.decode(first));
        boolean isComplete = false;
        for (byte[] bytes = next(buffered); bytes != null; bytes = next(buffered)) {
            if (isComplete) {
                throw new IOException(
                        "line " + line + " follows the last line of the export; the messages before it are imported");
            }
            String text = text(bytes);
            isComplete = text != null && take(text);
        }
        flush();
        if (!isComplete) {
            throw new IOException("the export ends after line " + line + " without its last line, so it is incomplete; "
                    + imported + " messages were imported");
        }
        return new ImportReport(imported, passed, bad, problems);
    }

    private void begin(@Nullable String first) throws IOException {
        try {
            Map<String, @Nullable Object> members =
                    ImportLine.object(first == null ? null : JsonText.read(first), "the first line");
            Object version = members.get(Exporter.MARK);
            if (!(version instanceof JsonText.Numeral number) || !number.text().equals("" + Exporter.VERSION)) {
                throw new IOException(
                        "the export has version " + version + "; this release reads version " + Exporter.VERSION);
            }
        } catch (JsonText.MalformedException e) {
            throw new IOException("this is not an export, because its first line does not begin with {\""
                    + Exporter.MARK + "\":" + Exporter.VERSION + ": " + e.getMessage());
        }
    }

    /** Imports a line. Returns whether it was the last one. */
    private boolean take(String text) {
        try {
            Map<String, @Nullable Object> members = ImportLine.object(JsonText.read(text), "the line");
            if (members.containsKey(Exporter.COUNT) && members.size() == 1) {
                return true;
            }
            AdminRequest.Imported message = ImportLine.read(members);
            if (present.add(message.message().id())) {
                add(new Line(line, message));
            } else {
                passed++;
            }
        } catch (JsonText.MalformedException e) {
            refuse(line, String.valueOf(e.getMessage()));
        }
        return false;
    }

    private void refuse(long number, String why) {
        if (!skipsBad) {
            flush();
            throw new AdminException(
                    Problem.INVALID_MESSAGE,
                    "line " + number + ": " + why + "; " + imported + " messages before it were imported");
        }
        refuse("line " + number + ": " + why);
    }

    private void refuse(String problem) {
        bad++;
        if (problems.size() < ImportReport.MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    private void add(Line read) {
        batch.add(read);
        batchBytes += read.message.message().size();
        if (batch.size() == BATCH || batchBytes >= BATCH_BYTES) {
            flush();
        }
    }

    private void flush() {
        List<Line> lines = List.copyOf(batch);
        batch.clear();
        batchBytes = 0;
        if (lines.isEmpty()) {
            return;
        }
        try {
            put(lines);
        } catch (AdminException e) {
            if (!concernsOneMessage(e.problem()) && e.problem() != Problem.RESOURCE_LIMIT) {
                throw stopped(e, lines.get(0).number);
            }
            lines.forEach(this::putOne);
        }
    }

    /** Whether the problem concerns one message, so that others may still be stored. */
    private static boolean concernsOneMessage(Problem problem) {
        return problem == Problem.INVALID_MESSAGE || problem == Problem.MESSAGE_TOO_LARGE;
    }

    private AdminException stopped(AdminException e, long number) {
        return new AdminException(
                e.problem(),
                e.getMessage() + "; " + imported + " messages were imported; line " + number + " is the next",
                e);
    }

    private void putOne(Line one) {
        try {
            put(List.of(one));
        } catch (AdminException e) {
            if (!concernsOneMessage(e.problem())) {
                throw stopped(e, one.number);
            }
            refuse(one.number, String.valueOf(e.getMessage()));
        }
    }

    private void put(List<Line> lines) {
        asker.ask(
                new AdminRequest.Import(place, lines.stream().map(Line::message).toList()), Reply.Done.class);
        imported += lines.size();
    }

    /** The bytes of the next line, without its end; null at the end of the input. */
    private byte @Nullable [] next(InputStream in) throws IOException {
        int c = in.read();
        if (c < 0) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (c >= 0 && c != '\n') {
            if (bytes.size() == MAX_LINE) {
                throw new IOException("line " + (line + 1) + " has more than " + MAX_LINE + " bytes");
            }
            bytes.write(c);
            c = in.read();
        }
        line++;
        return bytes.toByteArray();
    }

    /** Decodes the line that was read last; null if it is not UTF-8 and bad lines are skipped. */
    private @Nullable String text(byte[] bytes) throws NotUtf8Exception {
        try {
            return Utf8.decode(bytes);
        } catch (NotUtf8Exception e) {
            NotUtf8Exception here = e.in("", line - 1);
            if (!skipsBad) {
                flush();
                throw here;
            }
            refuse(String.valueOf(here.getMessage()));
            return null;
        }
    }
}
