package org.restante.log;

/** The durability that an entry must have before its append completes. */
public enum Keep {
    /** Handed to the operating system: survives the death of the process, not a power cut. */
    WRITTEN,
    /** Forced to the disk: survives a power cut. */
    SYNCED
}
