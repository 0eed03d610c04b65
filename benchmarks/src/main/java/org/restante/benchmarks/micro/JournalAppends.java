package org.restante.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.restante.benchmarks.Directories;
import org.restante.disk.FileDisk;
import org.restante.log.Keep;
import org.restante.log.Log;
import org.restante.log.journal.FileJournal;
import org.restante.log.journal.JournalOptions;

/**
 * An entry to the journal in files, until it is kept. The journal is trimmed behind the entries, a segment at a time, so that it does not fill
 * the disk; the time includes preparing the space.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // set before the first measurement
public class JournalAppends {

    /** The size of an entry. */
    @Param({"100", "1024"})
    public int entryBytes;

    /** Whether an entry waits for a force of the disk. */
    @Param({"WRITTEN", "SYNCED"})
    public Keep keep;

    /** How many entries are appended and not yet kept. */
    @Param({"1", "100"})
    public int outstanding;

    /** The directory whose disk is measured. */
    @Param("target/data")
    public String dir;

    private byte[] entry;
    private Path directory;
    private Log journal;
    private Outstanding answers;
    private long trimmed;

    /** Opens an empty journal. */
    @Setup
    public void open() throws IOException {
        entry = new byte[entryBytes];
        answers = new Outstanding(outstanding);
        directory = Directories.empty(Path.of(dir), "appends");
        journal = FileJournal.open(
                new FileDisk(directory), "journal", JournalOptions.DEFAULT, new SplittableRandom(entryBytes));
        journal.claim();
        trimmed = journal.first();
    }

    /** Closes the journal and deletes its directory. */
    @TearDown
    public void close() throws Exception {
        answers.awaitAll();
        journal.close();
        Directories.delete(directory);
    }

    /** Appends an entry. */
    @Benchmark
    public void append() {
        answers.add(journal.append(entry, keep));
        long end = journal.end();
        if (end - trimmed > journal.segmentSize()) {
            journal.trim(end);
            trimmed = end;
        }
    }
}
