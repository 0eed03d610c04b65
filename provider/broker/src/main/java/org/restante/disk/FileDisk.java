package org.restante.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The file system below one directory. Any thread may call.
 *
 * <p>The trap: an interrupt closes the {@link FileChannel} that the interrupted thread uses at that moment. So each file that is opened
 * here belongs to one of the log's own threads, or to a single call.
 */
public final class FileDisk implements Disk {
    private final Path root;

    /** The tree below this directory, which must exist. */
    public FileDisk(Path root) {
        this.root = root;
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new Opened(FileChannel.open(root.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile create(String name) throws IOException {
        Path file = root.resolve(name);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                OwnerOnly.file(root));
        Ownership.likeFolder(file);
        return new Opened(channel);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        Path path = root.resolve(folder);
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    if (Files.isRegularFile(file)) {
                        names.add(String.valueOf(file.getFileName()));
                    }
                }
            }
        }
        return names;
    }

    @Override
    public void makeFolder(String folder) throws IOException {
        Ownership.likeFolder(Files.createDirectories(root.resolve(folder), OwnerOnly.folder(root)));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(
                root.resolve(from),
                root.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(root.resolve(name));
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        if (java.io.File.separatorChar == '\\') {
            return; // Windows cannot open a folder as a file; its file system journals the entries of folders itself
        }
        try (FileChannel channel = FileChannel.open(root.resolve(folder), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long freeBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    @Override
    public String describe(String name) {
        return root.resolve(name).toString();
    }

    private record Opened(FileChannel channel) implements DiskFile {
        /** The JDK copies a heap buffer through a direct buffer of the same size, which stays allocated for the thread; hence reads in parts. */
        private static final int MAX_READ = 256 * 1024;

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            int limit = into.limit();
            int start = into.position();
            boolean more = true;
            while (more && into.position() < limit) {
                into.limit(Math.min(limit, into.position() + MAX_READ));
                more = channel.read(into, offset + into.position() - start) >= 0;
                into.limit(limit);
            }
            return into.position() - start;
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            int start = from.position();
            while (from.hasRemaining()) {
                channel.write(from, offset + from.position() - start);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
