/** The files in memory that pdfmake takes fonts from; its types leave them out. */
export interface VirtualFileSystem {
  writeFileSync(name: string, content: Uint8Array): void;
}
