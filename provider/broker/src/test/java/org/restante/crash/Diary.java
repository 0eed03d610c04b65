package org.restante.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The history of a process in a file: calls begun and calls completed. A later process reads it. Each line is in the file when its method
 * returns, and survives a kill of the process. Any thread may write.
 *
 * <pre>
 *   try UNIT +work/1f -left/2a     from now on these sends and acknowledgements may be effective
 *   done UNIT                      from now on they must be effective
 *   got work/1f 2                  delivered to the application, JMSXDeliveryCount 2
 *   took auto/1f 1                 delivered and acknowledged by the session, JMSXDeliveryCount 1
 *   taking auto/1f 1               delivered, and its acknowledgement by the session is on its way
 *   back left/2a                   from now on it may be delivered again
 *   error words
 * </pre>
 */
final class Diary {
    private final FileChannel file;
    private final AtomicLong units = new AtomicLong();

    Diary(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** One message on one queue or subscription. */
    record Item(String owner, long number) {
        @Override
        public String toString() {
            return owner + "/" + Long.toHexString(number);
        }

        static Item parse(String text) {
            int slash = text.indexOf('/');
            return new Item(text.substring(0, slash), Long.parseLong(text.substring(slash + 1), 16));
        }
    }

    /** Records sends and acknowledgements before they are called; a transaction is one unit. */
    String begin(boolean transaction, Collection<Item> sends, Collection<Item> acknowledgements) {
        String unit = (transaction ? "t" : "u") + units.incrementAndGet();
        write("try " + unit + join(" +", sends) + join(" -", acknowledgements));
        return unit;
    }

    void done(String unit) {
        write("done " + unit);
    }

    void got(Item item, int count) {
        write("got " + item + " " + count);
    }

    void took(Item item, int count) {
        write("took " + item + " " + count);
    }

    void taking(Item item, int count) {
        write("taking " + item + " " + count);
    }

    void back(List<Item> items) {
        write("back" + join(" ", items));
    }

    void error(String words) {
        write("error " + words.replace('\n', ' '));
    }

    private static String join(String before, Collection<Item> items) {
        return items.stream().map(item -> before + item).collect(Collectors.joining());
    }

    private synchronized void write(String line) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
