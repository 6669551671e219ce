"""Work that outlives its process: kept in the database, in queues, by one process or many."""
