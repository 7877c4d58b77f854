"""Looking into places where files are put: folders, FTP, SFTP, buckets."""
